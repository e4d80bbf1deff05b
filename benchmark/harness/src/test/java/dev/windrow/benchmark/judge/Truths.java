package dev.windrow.benchmark.judge;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** Truth files as the simulator writes them, and results as systems do. */
final class Truths {

  private Truths() {}

  static Truth of(Path dir, String... results) {
    try {
      Path file = dir.resolve("truth.ndjson");
      Files.write(file, List.of("{\"kind\":\"header\",\"topic\":\"in\",\"events\":100}"));
      Files.write(file, List.of(results), StandardOpenOption.APPEND);
      Files.write(file, List.of("{\"kind\":\"ledger\",\"partition\":0,\"read\":100,\"aggregated\":100}"), StandardOpenOption.APPEND);
      return Truth.read(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A result of the window that ends at 12:00:{@code end}. */
  static String result(int end, String type, long count, String sum) {
    return "{\"aggregation\":\"by-event-type\",\"window_start\":\"2026-11-20T11:59:00Z\",\"window_end\":\"2026-11-20T12:00:%02dZ\",".formatted(end)
        + "\"event_type\":\"" + type + "\",\"count\":" + count + ",\"sum_value\":" + sum
        + ",\"avg_value\":1.5,\"min_value\":1,\"max_value\":2,\"status\":\"final\",\"revision\":1}";
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
