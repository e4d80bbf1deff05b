package dev.windrow.benchmark.run;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;

/** A real Kafka broker in a JVM of its own: the one of {@code windrow broker}, with room to work. Its data goes when it closes. */
public final class Broker implements AutoCloseable {

  private static final Duration START = Duration.ofSeconds(60);
  private static final long ANSWER_SECONDS = 30;
  private static final Pattern READY = Pattern.compile("Kafka is ready at (\\S+), data in .*");
  private static final List<String> JAVA_OPTIONS = List.of("-Xms1g", "-Xmx1g", "-XX:+UseG1GC");

  private final JavaProcess process;
  private final String address;
  private final Admin admin;
  private final Traffic traffic;
  private final Path data;

  private Broker(JavaProcess process, String address, Path data) {
    this.process = process;
    this.address = address;
    this.admin = Admin.create(Map.of("bootstrap.servers", address));
    this.traffic = Traffic.of(process.pid());
    this.data = data;
  }

  /** @param dir for its data and its log */
  public static Broker start(Path windrowJar, Path dir) throws IOException, InterruptedException {
    Path data = dir.resolve("broker");
    Folders.delete(data);
    JavaProcess.Watch ready = new JavaProcess.Watch(line -> READY.matcher(line).matches());
    List<String> arguments = new ArrayList<>(JAVA_OPTIONS);
    arguments.addAll(List.of("-jar", windrowJar.toString(), "broker", "--port", "0", "--data-dir", data.toString()));
    JavaProcess process = JavaProcess.start("the broker", arguments, dir.resolve("broker.log"), ready);
    try {
      Matcher line = READY.matcher(ready.await(process, START).text());
      if (!line.matches()) {
        throw new IllegalStateException(line.toString());
      }
      return new Broker(process, line.group(1), data);
    } catch (BenchmarkException e) {
      process.close();
      throw e;
    }
  }

  /** Where clients connect: host and port. */
  public String address() {
    return address;
  }

  public Traffic traffic() {
    return traffic;
  }

  public Admin admin() {
    return admin;
  }

  /** Creates an empty topic. */
  public void create(String topic, int partitions, Map<String, String> settings) throws InterruptedException {
    ask("create topic " + topic, admin.createTopics(List.of(new NewTopic(topic, Optional.of(partitions), Optional.empty()).configs(settings))).all());
  }

  /** How many records a topic has that was only ever written to without transactions. */
  public long records(String topic, int partitions) throws InterruptedException {
    Map<TopicPartition, OffsetSpec> ends = IntStream.range(0, partitions).boxed()
        .collect(Collectors.toMap(partition -> new TopicPartition(topic, partition), partition -> OffsetSpec.latest()));
    return ask("tell the end of topic " + topic, admin.listOffsets(ends).all()).values().stream()
        .mapToLong(ListOffsetsResult.ListOffsetsResultInfo::offset).sum();
  }

  public void delete(String topic) throws InterruptedException {
    ask("delete topic " + topic, admin.deleteTopics(List.of(topic)).all());
  }

  /** Deletes the topics of a run: those whose names begin with its id and a hyphen. */
  void deleteTopicsOf(String id) throws InterruptedException {
    Set<String> names = ask("list the topics", admin.listTopics().names());
    ask("delete the topics of " + id, admin.deleteTopics(names.stream().filter(name -> isOf(id, name)).toList()).all());
  }

  /** The hyphen tells run 1 from run 10. */
  static boolean isOf(String id, String topic) {
    return topic.startsWith(id + "-");
  }

  static <T> T ask(String what, KafkaFuture<T> answer) throws InterruptedException {
    try {
      return answer.get(ANSWER_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new BenchmarkException("the broker did not " + what + ": " + e, e);
    }
  }

  @Override
  public void close() throws IOException {
    admin.close(Duration.ofSeconds(2));
    traffic.close();
    process.close();
    Folders.delete(data);
  }
}
