package dev.windrow.service;

import dev.windrow.config.State;
import dev.windrow.config.Store;
import dev.windrow.ops.Finding;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** What the folder for state must be like: it has to be writable, have room, and be there again after a restart of the machine. */
record StateFolderChecks(State state) {

  private static final Set<String> IN_MEMORY = Set.of("tmpfs", "ramfs");
  private static final String OF_A_CONTAINER = "overlay";

  private static final long LEAST_FREE_BYTES = 64 << 10;
  private static final long SCARCE_BYTES = 256L << 20;

  /** Whether it can be written to, and if not, whether the disk is why. */
  enum Access {
    WRITABLE, DENIED, READ_ONLY_DISK
  }

  /**
   * The place where the folder is, or will be.
   *
   * @param fileSystem its type
   * @param temporary whether it is below the folder for temporary files
   */
  record Place(String fileSystem, Access access, long freeBytes, boolean temporary) {

    static Place of(Path dir) throws IOException {
      Path existing = dir.toAbsolutePath();
      while (!Files.exists(existing)) {
        existing = existing.getParent();
      }
      FileStore store = Files.getFileStore(existing);
      Path temporary = Path.of(System.getProperty("java.io.tmpdir")).toRealPath();
      return new Place(store.type(), access(existing, store), store.getUsableSpace(),
          existing.toRealPath().startsWith(temporary));
    }

    private static Access access(Path existing, FileStore store) throws IOException {
      if (Files.isDirectory(existing) && Files.isWritable(existing)) {
        return Access.WRITABLE;
      }
      return store.isReadOnly() ? Access.READ_ONLY_DISK : Access.DENIED;
    }
  }

  /** Looks, and changes nothing. */
  List<Finding> findings() {
    try {
      return of(Place.of(state.dir()));
    } catch (IOException | UncheckedIOException e) {
      return List.of(Finding.error(where(), "cannot be looked at (" + e + ")", "the service needs it", "choose another one with state.dir"));
    }
  }

  List<Finding> of(Place place) {
    return switch (place.access()) {
      case WRITABLE -> List.of(room(place), lasting(place));
      case DENIED -> List.of(closed(place, "is not a folder that can be written to", "give it to the user who runs the service"));
      case READ_ONLY_DISK -> List.of(closed(place, "is on a disk that is mounted read-only", "mount it for writing"));
    };
  }

  private Finding closed(Place place, String found, String toDo) {
    return Finding.error(where(), found + " (" + place.fileSystem() + ")",
        "the service keeps its name, its lock and its state there", toDo + ", or choose another one with state.dir");
  }

  private Finding room(Place place) {
    if (place.freeBytes() < LEAST_FREE_BYTES) {
      return Finding.error(where(), "is full, " + size(place.freeBytes()) + " left", "nothing can be written there", "make room, or choose another one with state.dir");
    }
    if (state.store() == Store.ROCKSDB && place.freeBytes() < SCARCE_BYTES) {
      return Finding.warning(where(), "has " + size(place.freeBytes()) + " left",
          "state.store is rocksdb, and when it is full the service stops", "make room, or choose another one with state.dir");
    }
    return Finding.ok(where(), size(place.freeBytes()) + " left");
  }

  private Finding lasting(Place place) {
    if (IN_MEMORY.contains(place.fileSystem())) {
      return passing("in memory (" + place.fileSystem() + ")", "a restart of the machine");
    }
    if (place.fileSystem().equals(OF_A_CONTAINER)) {
      return passing("inside a container (" + place.fileSystem() + ")", "a new container");
    }
    return place.temporary()
        ? passing("among the temporary files", "the next tidying up or restart of the machine")
        : Finding.ok(where(), "outlives a restart (" + place.fileSystem() + ")");
  }

  private Finding passing(String found, String end) {
    String cost = state.store() == Store.ROCKSDB ? "RocksDB's state has to be read from Kafka again, and " : "";
    return Finding.warning(where(), found, "lost with " + end + ": " + cost + "the group waits until the former instance has timed out",
        "set state.dir to a folder on a disk or a volume");
  }

  private String where() {
    return "state.dir " + state.dir();
  }

  private static String size(long bytes) {
    return bytes < 1 << 20 ? bytes / 1024 + " KiB" : bytes < 10L << 30 ? bytes / (1 << 20) + " MiB" : bytes / (1 << 30) + " GiB";
  }
}
