package dev.windrow.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.windrow.config.Store;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.junit.jupiter.api.Test;

class RocksLibraryTest {

  private boolean asked;

  @Test
  void itIsLoadedWhereItIsNeeded() {
    assertThatCode(() -> RocksLibrary.load(Store.ROCKSDB)).doesNotThrowAnyException();
  }

  @Test
  void itIsNotLoadedForStateInMemory() {
    RocksLibrary.load(Store.MEMORY, () -> asked = true);

    assertThat(asked).isFalse();
  }

  @Test
  void temporaryFolderThatIsMountedNoexecStopsTheStartAndIsNamed() {
    assertThatThrownBy(() -> RocksLibrary.load(Store.ROCKSDB, () -> {
      throw new UnsatisfiedLinkError("/tmp/lib.so: failed to map segment from shared object");
    })).isInstanceOf(UncheckedIOException.class)
        .hasMessageContainingAll(System.getProperty("java.io.tmpdir") + " (java.io.tmpdir)", "noexec", "failed to map segment");
  }

  @Test
  void temporaryFolderThatIsReadOnlyStopsTheStartWithTheCause() {
    assertThatThrownBy(() -> RocksLibrary.load(Store.ROCKSDB, () -> {
      throw new IllegalStateException("Unable to load the RocksDB shared library", new IOException("Read-only file system"));
    })).isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("java.io.IOException: Read-only file system");
  }
}
