package dev.windrow.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateFolderTest {

  @TempDir
  private Path dir;

  @Test
  void severalInstancesTakeTheNextFreeFolderEach() {
    try (StateFolder first = StateFolder.take(dir, "app"); StateFolder second = StateFolder.take(dir, "app")) {
      assertThat(first.path()).isEqualTo(dir.resolve("app-0"));
      assertThat(second.path()).isEqualTo(dir.resolve("app-1"));
    }
  }

  @Test
  void folderThatWasGivenBackIsTakenAgain() {
    StateFolder.take(dir, "app").close();

    try (StateFolder again = StateFolder.take(dir, "app")) {
      assertThat(again.path()).isEqualTo(dir.resolve("app-0"));
    }
  }

  @Test
  void placeThatIsNoFolderIsNamed() throws Exception {
    Path file = Files.createFile(dir.resolve("file"));

    assertThatThrownBy(() -> StateFolder.take(file, "app"))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("file/app-0 (state.dir)");
  }
}
