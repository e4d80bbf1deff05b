package dev.windrow.benchmark.dsl;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import dev.windrow.benchmark.peer.GroupBy;
import dev.windrow.benchmark.peer.PeerOptions;
import dev.windrow.benchmark.peer.Termination;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Runs {@link EventTopology}. At the end it prints {@code dropped N}: how many events Kafka Streams dropped as late. */
@Command(name = "dsl", description = "Aggregates with the Kafka Streams DSL.")
final class Dsl implements Callable<Integer> {

  enum Warnings { on, off }

  @Mixin
  private PeerOptions options;

  @Option(names = "--group-by", defaultValue = "event_type", paramLabel = "event_type|user_id", description = "the field (default: ${DEFAULT-VALUE})")
  private GroupBy groupBy;

  @Option(names = "--warnings", defaultValue = "off", paramLabel = "on|off",
      description = "whether Kafka Streams logs each event that it drops, as it does unless told otherwise (default: ${DEFAULT-VALUE})")
  private Warnings warnings;

  public static void main(String[] args) {
    System.exit(new CommandLine(new Dsl()).execute(args));
  }

  @Override
  public Integer call() throws Exception {
    setWarnings();
    Termination termination = Termination.install();
    Path state = Files.createTempDirectory("windrow-dsl-");
    KafkaStreams streams = new KafkaStreams(EventTopology.of(options, groupBy), Settings.of(options, state));
    streams.setUncaughtExceptionHandler(failure -> {
      termination.fail(failure);
      return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
    });
    try {
      streams.start();
      termination.await();
      System.out.println("dropped " + dropped(streams));
    } finally {
      streams.close();
      streams.cleanUp();
    }
    return 0;
  }

  private void setWarnings() {
    Logger dropping = (Logger) LoggerFactory.getLogger("org.apache.kafka.streams.kstream.internals");
    dropping.setLevel(warnings == Warnings.on ? Level.WARN : Level.OFF);
  }

  private static long dropped(KafkaStreams streams) {
    return streams.metrics().values().stream()
        .filter(metric -> metric.metricName().name().equals("dropped-records-total"))
        .mapToLong(metric -> ((Number) metric.metricValue()).longValue())
        .sum();
  }
}
