package dev.windrow.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InstanceIdTest {

  @TempDir
  private Path folder;

  @Test
  void instanceKeepsItsNameOverARestart() {
    assertThat(InstanceId.of(folder)).isEqualTo(InstanceId.of(folder)).hasSize(36);
  }

  @Test
  void copyOfTheFolderOnAnotherHostIsAnotherInstance() {
    String here = InstanceId.of(folder, "here");

    assertThat(InstanceId.of(folder, "there")).isNotEqualTo(here);
  }

  @Test
  void damagedNameIsReplaced() throws Exception {
    Files.writeString(folder.resolve("instance-id"), "not a name\nhere\n");

    assertThat(InstanceId.of(folder, "here")).hasSize(36);
  }

  @Test
  void bytesThatAreNoTextAreReplacedToo() throws Exception {
    Files.write(folder.resolve("instance-id"), new byte[] {(byte) 0xff, 0, (byte) 0xfe});

    assertThat(InstanceId.of(folder, "here")).isEqualTo(InstanceId.of(folder, "here")).hasSize(36);
  }

  @Test
  void folderThatIsGoneIsNamed() {
    assertThatThrownBy(() -> InstanceId.of(folder.resolve("gone")))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContainingAll("instance-id", "gone (state.dir)", "read again from Kafka");
  }
}
