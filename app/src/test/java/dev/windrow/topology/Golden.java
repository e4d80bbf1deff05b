package dev.windrow.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file in {@code src/test/resources/golden}; {@code -Dwindrow.golden=write} writes what is found instead of comparing. */
record Golden(Path path) {

  static Golden file(String name) {
    return new Golden(Path.of("src", "test", "resources", "golden", name));
  }

  void expect(String found) throws IOException {
    if ("write".equals(System.getProperty("windrow.golden"))) {
      Files.createDirectories(path.getParent());
      Files.writeString(path, found);
    }
    assertThat(found).as("what %s holds", path).isEqualTo(Files.readString(path));
  }
}
