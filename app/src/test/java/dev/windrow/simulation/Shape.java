package dev.windrow.simulation;

import dev.windrow.config.Config;
import dev.windrow.config.ConfigException;
import dev.windrow.config.ConfigLoader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * What a run is like.
 *
 * @param idleAfterMs {@link #NEVER} in some runs
 * @param largeGroups whether groups are so large that a batch needs several partials
 * @param faults how likely a step is a fault
 */
record Shape(
    List<String> topics,
    int partitions,
    int mergePartitions,
    List<Question> questions,
    long idleAfterMs,
    long retainMs,
    int machines,
    int threads,
    boolean largeGroups,
    double faults,
    int steps) {

  static final long NEVER = Long.MAX_VALUE;
  static final long MAX_AHEAD_MS = 10_000;
  static final String LATE = "late";
  static final String DEAD_LETTERS = "dead";

  private static final Map<String, Config> CONFIGS = new ConcurrentHashMap<>();

  private static final List<Question> QUESTIONS = List.of(
      new Question("by-type", List.of("type"), 2000, 500, "by-type-results"),
      new Question("all", List.of(), 1000, 0, "results"),
      new Question("by-both", List.of("region", "type"), 3000, 1000, "results"),
      new Question("by-region", List.of("region"), 700, 2000, "results"));

  static Shape draw(Dice dice) {
    List<Question> questions = new ArrayList<>();
    while (questions.isEmpty()) {
      QUESTIONS.forEach(question -> {
        if (dice.chance(0.4)) {
          questions.add(question);
        }
      });
    }
    boolean large = dice.chance(0.012) && questions.stream().anyMatch(question -> question.groupBy().contains("type"));
    return new Shape(
        dice.chance(0.25) ? List.of("clicks", "events") : List.of("events"),
        dice.pick(List.of(1, 2, 2, 3, 3, 4)),
        large ? 1 : dice.pick(List.of(1, 1, 2, 3)),
        List.copyOf(questions),
        dice.chance(0.12) ? NEVER : dice.pick(List.of(800L, 1500L, 3000L)),
        dice.pick(List.of(0L, 1500L, 6000L)),
        1 + dice.below(3),
        1 + dice.below(2),
        large,
        dice.pick(List.of(0.0, 0.01, 0.03, 0.06)),
        large ? 60 + dice.below(100) : 150 + dice.below(350));
  }

  boolean isNever() {
    return idleAfterMs == NEVER;
  }

  /** How long after an event the last of its windows closes at the latest, and then is forgotten. */
  long horizonMs() {
    return questions.stream().mapToLong(question -> question.closesAt(0)).max().orElseThrow();
  }

  Config config() {
    return CONFIGS.computeIfAbsent(yaml(), Shape::load);
  }

  private String yaml() {
    return """
        application-id: windrow
        input: {topics: [%s], max-ahead: %dms, idle-after: %s, late: %s, dead-letters: %s}
        state: {merge-partitions: %d, retain: %dms}
        aggregations:
        %s""".formatted(
        String.join(", ", topics), MAX_AHEAD_MS, isNever() ? "never" : idleAfterMs + "ms", LATE, DEAD_LETTERS, mergePartitions, retainMs,
        questions.stream().map(Question::yaml).collect(Collectors.joining()));
  }

  private static Config load(String yaml) {
    try {
      Path file = Files.createTempFile("windrow", ".yaml");
      try {
        return ConfigLoader.load(Optional.of(Files.writeString(file, yaml)), Map.of("HOME", "/home/ann"), List.of());
      } finally {
        Files.delete(file);
      }
    } catch (ConfigException problems) {
      throw new IllegalArgumentException(problems.getMessage() + yaml, problems);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
