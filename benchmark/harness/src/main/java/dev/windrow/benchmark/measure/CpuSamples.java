package dev.windrow.benchmark.measure;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedMethod;
import jdk.jfr.consumer.RecordingFile;

/** Samples of what Java threads executed, from a recording of the JDK Flight Recorder. */
public final class CpuSamples {

  /** Numbers, bytes and texts, which all parts use. */
  private static final String OF_ALL_PARTS = "dev.windrow.value.";

  /** Which part of the program a class belongs to, the first that fits; what belongs to none counts for its caller. */
  private static final List<Part> PARTS = List.of(
      new Part("dev.windrow.event.", "decoding"),
      new Part("dev.windrow.aggregate.", "adding up"),
      new Part("dev.windrow.window.", "results"),
      new Part("dev.windrow.topology.", "combining and merging"),
      new Part("dev.windrow.kafka.", "framing and polling"),
      new Part("dev.windrow.", "the rest of Windrow"),
      new Part("org.apache.kafka.common.record.", "Kafka: records"),
      new Part("org.apache.kafka.common.network.", "Kafka: network"),
      new Part("org.apache.kafka.clients.consumer.", "Kafka: consumer"),
      new Part("org.apache.kafka.clients.producer.", "Kafka: producer"),
      new Part("org.apache.kafka.streams.", "Kafka Streams"),
      new Part("org.apache.kafka.", "Kafka: the rest"),
      new Part("io.vertx.", "HTTP"),
      new Part("io.netty.", "HTTP"),
      new Part("jdk.jfr.", "the recorder"));

  private final Map<String, Long> parts = new TreeMap<>();
  private final Map<String, Long> methods = new TreeMap<>();
  private long total;

  private CpuSamples() {}

  /** Reads a recording that is complete. */
  public static CpuSamples of(Path file) throws IOException {
    CpuSamples samples = new CpuSamples();
    try (RecordingFile events = new RecordingFile(file)) {
      while (events.hasMoreEvents()) {
        samples.add(events.readEvent());
      }
    }
    return samples;
  }

  private void add(RecordedEvent event) {
    boolean sample = event.getEventType().getName().equals("jdk.ExecutionSample") && event.getStackTrace() != null;
    if (sample) {
      add(event.getStackTrace().getFrames().stream().filter(RecordedFrame::isJavaFrame).map(RecordedFrame::getMethod).map(CpuSamples::name).toList());
    }
  }

  private static String name(RecordedMethod method) {
    return method.getType().getName() + "." + method.getName();
  }

  /** @param stack names of methods, the innermost first */
  void add(List<String> stack) {
    if (!stack.isEmpty()) {
      total++;
      methods.merge(stack.get(0), 1L, Long::sum);
      parts.merge(part(stack), 1L, Long::sum);
    }
  }

  private static String part(List<String> stack) {
    return stack.stream()
        .filter(method -> !method.startsWith(OF_ALL_PARTS))
        .flatMap(method -> PARTS.stream().filter(part -> method.startsWith(part.prefix())).limit(1))
        .map(Part::name)
        .findFirst()
        .orElse("the JDK alone");
  }

  /** Shares of all samples, the largest first. */
  public Map<String, Double> byPart() {
    return shares(parts.entrySet().stream());
  }

  /** Shares of all samples in the methods that have most, the largest first. */
  public Map<String, Double> hottest(int count) {
    return shares(methods.entrySet().stream().sorted(Map.Entry.<String, Long>comparingByValue().reversed()).limit(count));
  }

  private Map<String, Double> shares(Stream<Map.Entry<String, Long>> counts) {
    Map<String, Double> shares = new LinkedHashMap<>();
    counts.sorted(Map.Entry.<String, Long>comparingByValue().reversed())
        .forEach(entry -> shares.put(entry.getKey(), (double) entry.getValue() / total));
    return shares;
  }

  private record Part(String prefix, String name) {}
}
