package dev.windrow.benchmark.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** What a run was made on. */
public record Machine(String processor, int cores, double memoryGib, String kernel, String java) {

  private static final double KIB_PER_GIB = 1 << 20;

  public static Machine here() throws IOException {
    return new Machine(
        field(Files.readAllLines(Path.of("/proc/cpuinfo")), "model name", "unknown processor"),
        Runtime.getRuntime().availableProcessors(),
        memoryGib(Files.readAllLines(Path.of("/proc/meminfo"))),
        System.getProperty("os.name") + " " + System.getProperty("os.version"),
        System.getProperty("java.vm.name") + " " + System.getProperty("java.runtime.version"));
  }

  static double memoryGib(List<String> meminfo) {
    return Long.parseLong(field(meminfo, "MemTotal", "0 kB").replace(" kB", "")) / KIB_PER_GIB;
  }

  static String field(List<String> lines, String name, String otherwise) {
    return lines.stream()
        .filter(line -> line.startsWith(name))
        .map(line -> line.substring(line.indexOf(':') + 1).strip())
        .findFirst()
        .orElse(otherwise);
  }

  /** In one line. */
  public String text() {
    return String.format(Locale.ROOT, "%s, %d cores, %.1f GiB, %s, %s", processor, cores, memoryGib, kernel, java);
  }
}
