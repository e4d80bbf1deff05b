package dev.windrow.benchmark.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * What a process has used since its start, by Linux's /proc.
 *
 * @param cpu of all its threads, user and system, in steps of 10 ms
 * @param peakRssKib the most memory that it has had resident
 */
public record Usage(Duration cpu, long peakRssKib) {

  /** /proc counts in USER_HZ, which is 100 on all Linux of today. */
  private static final long TICK_MS = 10;
  private static final int UTIME = 11;
  private static final int STIME = 12;
  private static final String PEAK = "VmHWM:";

  static final Usage NONE = new Usage(Duration.ZERO, 0);

  /** Of a process that runs. */
  public static Usage of(long pid) throws IOException {
    Path process = Path.of("/proc", Long.toString(pid));
    return parse(Files.readString(process.resolve("stat")), Files.readAllLines(process.resolve("status")));
  }

  static Usage parse(String stat, List<String> status) {
    return new Usage(cpu(stat), peak(status));
  }

  /** By the line that /proc has for a process or a thread. */
  static Duration cpu(String stat) {
    // The second field is the name in brackets, which may have blanks and brackets in it.
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
    long ticks = Long.parseLong(fields[UTIME]) + Long.parseLong(fields[STIME]);
    return Duration.ofMillis(ticks * TICK_MS);
  }

  private static long peak(List<String> status) {
    return status.stream()
        .filter(line -> line.startsWith(PEAK))
        .mapToLong(line -> Long.parseLong(line.substring(PEAK.length()).replace("kB", "").strip()))
        .findFirst()
        .orElse(0);
  }

  /** Both together. */
  Usage plus(Usage other) {
    return new Usage(cpu.plus(other.cpu), peakRssKib + other.peakRssKib);
  }
}
