package dev.windrow.service;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says to those outside of the process that it is well: a file in the instance's folder, with the time in it, that is written
 * anew at each beat while all is well. One that is missing or older than three beats says the contrary, also of a process that
 * has hung or died or cannot write to its disk. Thread-safe.
 */
final class HealthFile implements AutoCloseable {

  /** How often {@link #beat} is to be called. */
  static final Duration PERIOD = Duration.ofSeconds(5);

  private static final Logger log = LoggerFactory.getLogger(HealthFile.class);

  private final Path file;
  private final BooleanSupplier isWell;
  private final Clock clock;

  // Guarded by this.
  private boolean writable = true;
  private boolean closed;

  private HealthFile(Path file, BooleanSupplier isWell, Clock clock) {
    this.file = file;
    this.isWell = isWell;
    this.clock = clock;
  }

  /** Begins without the file, whatever a process that was here before has left. */
  static HealthFile in(Path stateFolder, BooleanSupplier isWell, Clock clock) {
    Path file = stateFolder.resolve("health");
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException(new IOException("cannot remove " + file + " (state.dir): " + e, e));
    }
    return new HealthFile(file, isWell, clock);
  }

  /** Writes the file if all is well. Never throws: a scheduler would not call again. */
  synchronized void beat() {
    if (closed || !isWell.getAsBoolean()) {
      return;
    }
    try {
      Files.writeString(file, Instant.now(clock) + "\n", StandardCharsets.UTF_8);
      writable = true;
    } catch (IOException e) {
      warnOnce(e);
    }
  }

  /** Removes the file; later beats do nothing. Never throws: one that stays grows old. */
  @Override
  public synchronized void close() {
    closed = true;
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      warnOnce(e);
    }
  }

  private void warnOnce(IOException failure) {
    if (writable) {
      log.warn("cannot write or remove {} (state.dir), by which others see whether this instance is well: {}", file, failure.toString());
    }
    writable = false;
  }
}
