package dev.windrow.service;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.apache.kafka.streams.errors.ProcessorStateException;

/**
 * The folder in which one instance keeps its state. Several instances on one host each take the next free one below the
 * configured folder: {@code <dir>/<application-id>-0}, {@code -1}, … A lock is held on it until {@link #close}.
 */
final class StateFolder implements AutoCloseable {

  /** For a state folder that cannot be used. */
  static final String WHAT_TO_DO = "It has to be a folder that can be written to, with room in it. It can be deleted while no instance uses it:"
      + " the state is read again from Kafka";

  private static final int MAX_INSTANCES = 1_000;

  private final Path path;
  private final FileChannel channel;
  private final FileLock lock;

  private StateFolder(Path path, FileChannel channel, FileLock lock) {
    this.path = path;
    this.channel = channel;
    this.lock = lock;
  }

  /** Takes the first free folder; UncheckedIOException with the path when none can be made or locked. */
  static StateFolder take(Path dir, String applicationId) {
    for (int instance = 0; instance < MAX_INSTANCES; instance++) {
      Optional<StateFolder> free = tryTake(dir.resolve(applicationId + "-" + instance));
      if (free.isPresent()) {
        return free.get();
      }
    }
    throw new UncheckedIOException(new IOException("expected a free folder below " + dir + ", found " + MAX_INSTANCES + " in use"));
  }

  Path path() {
    return path;
  }

  @Override
  public void close() {
    try (channel) {
      lock.release();
    } catch (IOException e) {
      throw new UncheckedIOException(new IOException("cannot release the state folder " + path + ": " + e, e));
    }
  }

  private static Optional<StateFolder> tryTake(Path path) {
    try {
      Files.createDirectories(path);
      FileChannel channel = FileChannel.open(path.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      FileLock lock = tryLock(channel);
      if (lock == null) {
        channel.close();
        return Optional.empty();
      }
      return Optional.of(new StateFolder(path, channel, lock));
    } catch (IOException e) {
      throw unusable(path, e);
    }
  }

  /** What is wrong with what in it, and what to do. */
  static UncheckedIOException unusable(Path path, Exception e) {
    return new UncheckedIOException(new IOException("cannot use the state folder " + path + " (state.dir): " + reason(e) + ". " + WHAT_TO_DO, e));
  }

  /** Whether it is by the state folder that Kafka Streams has failed. */
  static boolean isToBlame(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof ProcessorStateException) {
        return true;
      }
    }
    return false;
  }

  /** Kafka Streams says where; its causes say what. */
  static String reason(Throwable thrown) {
    StringBuilder text = new StringBuilder();
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      String message = cause.getMessage() == null ? cause.toString() : cause.getMessage();
      if (text.indexOf(message) < 0) {
        text.append(text.isEmpty() ? "" : ": ").append(message);
      }
    }
    return text.toString();
  }

  /** Null when it is taken, by another process or by this one. */
  private static FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException takenInThisProcess) {
      return null;
    }
  }
}
