package dev.windrow.topology;

import dev.windrow.config.Config;
import dev.windrow.config.ConfigException;
import dev.windrow.config.ConfigLoader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/** Configurations from a few lines of YAML, read as the service reads them. */
final class Configs {

  /** Counts events by type in windows of 5 s, which take events for 2 s more: the window [0, 5) closes at 7. */
  static final String COUNTS = """
      application-id: windrow
      input:
        topics: [events]
      aggregations:
        - name: counts
          group-by: [type]
          window: {tumbling: 5s, grace: 2s}
          measures: {count: count()}
          output: results
      """;

  private Configs() {}

  /** @param sets single values that replace those of {@code yaml}, as in {@code input.idle-after=never} */
  static Config of(String yaml, String... sets) {
    try {
      Path file = Files.createTempFile("windrow", ".yaml");
      try {
        return ConfigLoader.load(Optional.of(Files.writeString(file, yaml)), Map.of("HOME", "/home/ann"), Arrays.asList(sets));
      } finally {
        Files.delete(file);
      }
    } catch (ConfigException problems) {
      throw new IllegalArgumentException(problems.getMessage(), problems);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
