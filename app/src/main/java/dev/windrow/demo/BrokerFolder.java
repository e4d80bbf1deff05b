package dev.windrow.demo;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.metadata.storage.Formatter;

/**
 * The folder of one broker: a lock, the port it had, and Kafka's log folder. Held by one broker at a time, across processes.
 * Confined to the thread that starts or closes the broker.
 */
final class BrokerFolder implements AutoCloseable {

  private static final String LOCK = "windrow-broker.lock";
  private static final String PORT = "windrow-broker.port";
  private static final String LOG = "kafka";

  private final Path dir;
  private final boolean temporary;
  private final FileChannel lockFile;

  private BrokerFolder(Path dir, boolean temporary, FileChannel lockFile) {
    this.dir = dir;
    this.temporary = temporary;
    this.lockFile = lockFile;
  }

  /** Creates the folder if need be and locks it. */
  static BrokerFolder open(Optional<Path> dataDir) {
    Path dir = dataDir.map(path -> path.toAbsolutePath().normalize()).orElseGet(BrokerFolder::temporary);
    try {
      Files.createDirectories(dir);
      return new BrokerFolder(dir, dataDir.isEmpty(), lock(dir));
    } catch (IOException e) {
      throw new BrokerException("cannot write the broker's data folder " + dir + " (" + reason(e)
          + "); check its permissions and the free space, or choose another folder", e);
    }
  }

  private static Path temporary() {
    try {
      return Files.createTempDirectory("windrow-broker-");
    } catch (IOException e) {
      throw new BrokerException("cannot create a temporary folder for the broker in " + System.getProperty("java.io.tmpdir")
          + " (" + reason(e) + "); choose a data folder, or set -Djava.io.tmpdir", e);
    }
  }

  private static FileChannel lock(Path dir) throws IOException {
    Path file = dir.resolve(LOCK);
    FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    if (!tryLock(channel)) {
      channel.close();
      throw new BrokerException("the broker's data folder " + dir + " is in use by another broker, process "
          + Files.readString(file).strip() + "; stop that one, use it as it is, or choose another folder");
    }
    // Through the channel that holds the lock: closing any other one on this file would give the lock up.
    channel.truncate(0).write(ByteBuffer.wrap((ProcessHandle.current().pid() + "\n").getBytes(StandardCharsets.US_ASCII)));
    return channel;
  }

  private static boolean tryLock(FileChannel channel) throws IOException {
    try {
      FileLock lock = channel.tryLock();
      return lock != null;
    } catch (OverlappingFileLockException e) {
      return false;
    }
  }

  boolean isTemporary() {
    return temporary;
  }

  Path dir() {
    return dir;
  }

  Path logDir() {
    return dir.resolve(LOG);
  }

  /** The port of the last start, or 0. */
  int keptPort() {
    try {
      return Integer.parseInt(Files.readString(dir.resolve(PORT)).strip());
    } catch (NoSuchFileException | NumberFormatException e) {
      return 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void keepPort(int port) throws IOException {
    Files.writeString(dir.resolve(PORT), port + "\n");
  }

  /** Makes Kafka's log folder ready for its first start; does nothing on later ones. */
  void formatIfNew(int nodeId, String controllerListener) throws Exception {
    if (Files.exists(logDir().resolve("meta.properties"))) {
      return;
    }
    new Formatter()
        .setNodeId(nodeId)
        .setClusterId(Uuid.randomUuid().toString())
        .setControllerListenerName(controllerListener)
        .setMetadataLogDirectory(logDir().toString())
        .addDirectory(logDir().toString())
        .setIgnoreFormatted(true)
        .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
        .run();
  }

  /** Unlocks the folder; a temporary one is deleted. */
  @Override
  public void close() throws IOException {
    lockFile.close();
    if (temporary) {
      deleteTree(dir);
    }
  }

  private static void deleteTree(Path root) throws IOException {
    Files.walkFileTree(root, new SimpleFileVisitor<>() {
      @Override
      public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
        Files.deleteIfExists(file);
        return FileVisitResult.CONTINUE;
      }

      @Override
      public FileVisitResult visitFileFailed(Path file, IOException e) {
        return FileVisitResult.CONTINUE;
      }

      @Override
      public FileVisitResult postVisitDirectory(Path dir, IOException e) throws IOException {
        Files.deleteIfExists(dir);
        return FileVisitResult.CONTINUE;
      }
    });
  }

  private static String reason(IOException e) {
    return e.getClass().getSimpleName() + (e.getMessage() == null ? "" : ": " + e.getMessage());
  }
}
