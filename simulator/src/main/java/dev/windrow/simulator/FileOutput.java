package dev.windrow.simulator;

import dev.windrow.simulator.SimulationException.Reason;
import dev.windrow.simulator.event.Event;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/** Values alone, one per line. Buffers up to 1 MiB, and no longer than until the next pause. */
final class FileOutput implements Output {

  private static final int BUFFER = 1 << 20;
  private static final int GZIP_BUFFER = 1 << 16;

  private final String name;
  private final OutputStream out;
  private final byte[] buffer = new byte[BUFFER];
  private int used;

  FileOutput(String name, OutputStream out) {
    this.name = name;
    this.out = out;
  }

  static FileOutput standardOutput() {
    return new FileOutput("standard output", new FileOutputStream(FileDescriptor.out));
  }

  /** Compressed when the name ends in {@code .gz}; an existing file is replaced. */
  static FileOutput file(Path path) throws SimulationException {
    try {
      OutputStream file = Files.newOutputStream(path);
      return new FileOutput(path.toString(), path.toString().endsWith(".gz") ? new FastGzip(file) : file);
    } catch (IOException e) {
      throw new SimulationException(Reason.USAGE, "Cannot write " + path + ": " + reason(e), e);
    }
  }

  @Override
  public void send(Event event) throws SimulationException {
    int length = event.length();
    if (used + length + 1 > BUFFER) {
      drain();
    }
    System.arraycopy(event.buffer(), 0, buffer, used, length);
    used += length;
    buffer[used++] = '\n';
  }

  @Override
  public void pause() throws SimulationException {
    drain();
    try {
      out.flush();
    } catch (IOException e) {
      throw failure(e);
    }
  }

  @Override
  public boolean failed() {
    return false;
  }

  @Override
  public void finish() throws SimulationException {
    drain();
    try {
      out.close();
    } catch (IOException e) {
      throw failure(e);
    }
  }

  @Override
  public void close() {
    try {
      out.close();
    } catch (IOException e) {
      // What matters has been reported by finish(); here the run has failed already.
      used = 0;
    }
  }

  private void drain() throws SimulationException {
    try {
      out.write(buffer, 0, used);
      used = 0;
    } catch (IOException e) {
      throw failure(e);
    }
  }

  private SimulationException failure(IOException e) {
    return new SimulationException(Reason.FAILED, "Cannot write to " + name + ": " + reason(e), e);
  }

  /** What is wrong with a file, for people. */
  static String reason(IOException e) {
    return e instanceof NoSuchFileException ? "no such folder" : String.valueOf(e.getMessage());
  }

  /** The lowest level: it is several times as fast as the default, for files a third larger. */
  private static final class FastGzip extends GZIPOutputStream {

    FastGzip(OutputStream out) throws IOException {
      super(out, GZIP_BUFFER);
      def.setLevel(Deflater.BEST_SPEED);
    }
  }
}
