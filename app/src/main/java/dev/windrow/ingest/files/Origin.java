package dev.windrow.ingest.files;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** A file, wherever it is. */
interface Origin {

  /** Names it, in whatever way it was found: the same today and after a restart. */
  String part();

  /** Names it for people. */
  String shown();

  /** The last part of its name, by which formats are known. */
  String name();

  /** Its version; empty when that is only known when it is opened. */
  Optional<Version> version();

  /** From its beginning. */
  Opened open(ByteCount count) throws IOException, InterruptedException;

  /**
   * An open file.
   *
   * @param in closing it is the reader's task
   * @param beginning its first bytes, up to {@value Head#LENGTH}
   */
  record Opened(InputStream in, Version version, byte[] beginning) {}

  /** Told of all bytes that are read, and of those that are passed over without. Thread-safe. */
  interface ByteCount {

    void read(long more);

    void passed(long more);
  }
}
