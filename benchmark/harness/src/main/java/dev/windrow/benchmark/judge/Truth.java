package dev.windrow.benchmark.judge;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** The simulator's truth file: how many events there are, and the right results of the default aggregation. */
public final class Truth {

  private final long events;
  private final Map<Result.Key, Result> results;

  private Truth(long events, Map<Result.Key, Result> results) {
    this.events = events;
    this.results = Map.copyOf(results);
  }

  public static Truth read(Path file) throws IOException {
    long events = -1;
    Map<Result.Key, Result> results = new HashMap<>();
    try (BufferedReader lines = Files.newBufferedReader(file)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        JsonNode json = Result.tree(line);
        switch (json.path("kind").asText()) {
          case "header" -> events = json.path("events").longValue();
          case "ledger" -> requireAllAggregated(file, json);
          default -> {
            Result result = Result.of(json);
            results.put(result.key(), result);
          }
        }
      }
    }
    if (events < 0) {
      throw new IOException(file + " is not a truth file: it has no header");
    }
    return new Truth(events, results);
  }

  /** No event may be late: how systems treat late events is not what is measured. */
  private static void requireAllAggregated(Path file, JsonNode ledger) throws IOException {
    if (ledger.path("read").longValue() != ledger.path("aggregated").longValue()) {
      throw new IOException(file + ": expected that all events of a partition count, found " + ledger);
    }
  }

  public long events() {
    return events;
  }

  /** Of both inputs, which have no window in common. */
  public Truth and(Truth other) {
    Map<Result.Key, Result> both = new HashMap<>(results);
    other.results.forEach((key, result) -> {
      if (both.put(key, result) != null) {
        throw new IllegalArgumentException("expected inputs without a common window, found one with " + key);
      }
    });
    return new Truth(events + other.events, both);
  }

  /** The end of the first window. */
  public Instant firstEnd() {
    return results.keySet().stream().map(Result.Key::windowEnd).min(Comparator.naturalOrder()).orElse(Instant.EPOCH);
  }

  /** The results of windows that end until then. */
  Map<Result.Key, Result> until(Instant lastEnd) {
    return results.entrySet().stream()
        .filter(entry -> !entry.getKey().windowEnd().isAfter(lastEnd))
        .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
  }
}
