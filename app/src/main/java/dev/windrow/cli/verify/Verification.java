package dev.windrow.cli.verify;

import dev.windrow.config.Aggregation;
import dev.windrow.config.Config;
import dev.windrow.kafka.TopicReader;
import dev.windrow.topology.MergeStores;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** Compares a truth file with what is in Kafka, once or until it fits. */
public final class Verification {

  private static final Duration AGAIN = Duration.ofSeconds(1);

  private final Config config;
  private final Truth truth;
  private final Aggregation aggregation;

  private Verification(Config config, Truth truth, Aggregation aggregation) {
    this.config = config;
    this.truth = truth;
    this.aggregation = aggregation;
  }

  /**
   * Reads the truth.
   *
   * @throws IOException when the file cannot be read or is no truth file
   * @throws IllegalArgumentException when it is about another topic or aggregation than the configuration
   */
  public static Verification of(Config config, Path file) throws IOException {
    Truth truth = Truth.read(file);
    if (!config.input().topics().contains(truth.topic())) {
      throw new IllegalArgumentException(
          file + " is about topic " + truth.topic() + ", the configuration reads " + config.input().topics() + ": pass the configuration of the service");
    }
    List<String> names = config.aggregations().stream().map(Aggregation::name).toList();
    Aggregation aggregation = config.aggregations().stream()
        .filter(candidate -> candidate.name().equals(truth.aggregation()))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException(
            file + " is about aggregation " + truth.aggregation() + ", the configuration has " + names + ": pass the configuration of the service"));
    requireSame(file, "window", truth.window(), aggregation.window().sizeMs());
    requireSame(file, "grace", truth.grace(), aggregation.window().graceMs());
    return new Verification(config, truth, aggregation);
  }

  private static void requireSame(Path file, String what, String ofTruth, long ofConfigMs) {
    if (TimeText.parse(ofTruth).toMillis() != ofConfigMs) {
      throw new IllegalArgumentException(file + " expects a " + what + " of " + ofTruth + ", the configuration has one of " + ofConfigMs
          + " ms: pass the configuration of the service, or simulate with --truth-" + what);
    }
  }

  /** Which of the topics that are compared do not exist: nothing has been written yet, or the configuration is another one. */
  public List<String> absentTopics() {
    List<String> topics = List.of(
        aggregation.output(), config.input().late(), config.input().deadLetters(), MergeStores.sourcesTopic(config.applicationId()));
    try (TopicReader reader = new TopicReader(config)) {
      Set<String> existing = reader.existing(topics);
      return topics.stream().filter(topic -> !existing.contains(topic)).toList();
    }
  }

  /** Compares until it is right, {@code wait} has passed or {@code stop} says so; tells {@code progress} of each try that was not right. */
  public Comparison compare(Duration wait, Clock clock, Consumer<Comparison> progress, BooleanSupplier stop) throws InterruptedException {
    long untilMs = clock.millis() + wait.toMillis();
    try (TopicReader reader = new TopicReader(config)) {
      while (true) {
        Comparison comparison = Comparison.of(truth, Actual.read(config, aggregation, truth.topic(), reader));
        if (comparison.isRight() || clock.millis() >= untilMs || stop.getAsBoolean()) {
          return comparison;
        }
        progress.accept(comparison);
        Thread.sleep(Math.min(AGAIN.toMillis(), Math.max(1, untilMs - clock.millis())));
      }
    }
  }
}
