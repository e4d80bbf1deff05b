package dev.windrow.config;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Loads configurations that a test writes down, with /home/ann as the home folder. */
final class Loading {

  static final Map<String, String> ENV = Map.of("HOME", "/home/ann");

  private Loading() {}

  static Config load(String yaml, String... sets) throws ConfigException {
    return load(yaml, ENV, sets);
  }

  static Config load(String yaml, Map<String, String> env, String... sets) throws ConfigException {
    Path file = write(yaml);
    try {
      return ConfigLoader.load(Optional.of(file), env, List.of(sets));
    } finally {
      delete(file);
    }
  }

  /** All problems, a line for each; the file is called c.yaml. */
  static String problems(String yaml, String... sets) {
    return problems(yaml, ENV, sets);
  }

  static String problems(String yaml, Map<String, String> env, String... sets) {
    Path file = write(yaml);
    try {
      ConfigException problems =
          catchThrowableOfType(ConfigException.class, () -> ConfigLoader.load(Optional.of(file), env, List.of(sets)));
      return problems == null ? "no problem" : problems.getMessage().replace(file.toString(), "c.yaml");
    } finally {
      delete(file);
    }
  }

  private static Path write(String yaml) {
    try {
      return Files.write(Files.createTempFile("config", ".yaml"), yaml.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void delete(Path file) {
    try {
      Files.delete(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
