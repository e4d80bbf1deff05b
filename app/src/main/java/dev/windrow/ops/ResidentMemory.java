package dev.windrow.ops;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** What the system says about the memory that this process takes: Linux only, Java has no word for it. */
public final class ResidentMemory {

  private static final Path STATUS = Path.of("/proc/self/status");
  private static final String FIELD = "VmRSS:";

  private ResidentMemory() {}

  /** Bytes; NaN where the system does not tell. */
  public static double bytes() {
    try (Stream<String> lines = Files.lines(STATUS)) {
      return lines.filter(line -> line.startsWith(FIELD)).findFirst().map(ResidentMemory::bytes).orElse(Double.NaN);
    } catch (IOException | RuntimeException notTold) {
      return Double.NaN;
    }
  }

  /** The line reads {@code VmRSS:    123456 kB}. */
  private static double bytes(String line) {
    return Double.parseDouble(line.substring(FIELD.length()).replace("kB", "").strip()) * 1024;
  }
}
