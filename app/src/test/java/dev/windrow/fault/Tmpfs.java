package dev.windrow.fault;

import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A small file system of its own in a folder: one that can be full, or read-only also for root. Closing takes it away. */
final class Tmpfs implements AutoCloseable {

  private static final byte[] BLOCK = new byte[4096];

  private final Path folder;
  private final Thread atExit = new Thread(this::unmountAtExit, "unmount");

  private Tmpfs(Path folder) {
    this.folder = folder;
  }

  /** Mounts it; where that is not allowed, the test is skipped and says so. */
  static Tmpfs mount(Path folder, int mebibytes) throws IOException, InterruptedException {
    Files.createDirectories(folder);
    String refused = command("mount", "-t", "tmpfs", "-o", "size=" + mebibytes + "m", "windrow-test", folder.toString());
    if (!refused.isEmpty()) {
      System.out.println("SKIPPED: no file system can be mounted here, so that none can be full or read-only: " + refused);
      abort("mount is not permitted: " + refused);
    }
    Tmpfs mounted = new Tmpfs(folder);
    Runtime.getRuntime().addShutdownHook(mounted.atExit);
    return mounted;
  }

  void readOnly() throws IOException, InterruptedException {
    require(command("mount", "-o", "remount,ro", folder.toString()));
  }

  void writable() throws IOException, InterruptedException {
    require(command("mount", "-o", "remount,rw", folder.toString()));
  }

  /** Leaves no room; returns how many bytes that took. */
  long fill() throws IOException {
    long written = 0;
    try (OutputStream filler = Files.newOutputStream(filler())) {
      while (true) {
        filler.write(BLOCK);
        written += BLOCK.length;
      }
    } catch (IOException full) {
      return written;
    }
  }

  void makeRoom() throws IOException {
    Files.deleteIfExists(filler());
  }

  /** Also when something is still open in it. */
  @Override
  public void close() throws IOException {
    Runtime.getRuntime().removeShutdownHook(atExit);
    unmount();
  }

  /** When the tests are broken off. */
  private void unmountAtExit() {
    try {
      unmount();
    } catch (IOException e) {
      System.out.println("still mounted: " + e.getMessage());
    }
  }

  private void unmount() throws IOException {
    try {
      require(command("umount", "-l", folder.toString()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while unmounting " + folder, e);
    }
  }

  private Path filler() {
    return folder.resolve("filler");
  }

  private static void require(String refused) throws IOException {
    if (!refused.isEmpty()) {
      throw new IOException(refused);
    }
  }

  /** What it complains about; empty when it has done its work. */
  private static String command(String... words) throws IOException, InterruptedException {
    List<String> all = new ArrayList<>(List.of(words));
    Process process = new ProcessBuilder(all).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    return process.waitFor() == 0 ? "" : all.get(0) + ": " + said;
  }
}
