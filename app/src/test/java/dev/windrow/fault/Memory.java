package dev.windrow.fault;

import dev.windrow.it.Jvm;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The memory of one process over time: what is alive in its heap after a full collection, and its resident set. MiB. */
final class Memory {

  private static final Pattern TOTAL = Pattern.compile("(?m)^Total\\s+\\d+\\s+(\\d+)");
  private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s+(\\d+) kB");

  private final List<Long> liveHeap = new ArrayList<>();
  private final List<Long> resident = new ArrayList<>();

  void sample(Jvm process) throws IOException, InterruptedException {
    liveHeap.add(find(TOTAL, histogram(process)) >> 20);
    resident.add(find(RESIDENT, Files.readString(Path.of("/proc", Long.toString(process.pid()), "status"))) >> 10);
  }

  List<Long> liveHeap() {
    return List.copyOf(liveHeap);
  }

  List<Long> resident() {
    return List.copyOf(resident);
  }

  /** The median of a part of a list: of the second quarter, when {@code quarter} is 1. */
  static long medianOf(List<Long> samples, int quarter) {
    List<Long> part = samples.subList(samples.size() * quarter / 4, samples.size() * (quarter + 1) / 4).stream().sorted().toList();
    return part.get(part.size() / 2);
  }

  private static String histogram(Jvm process) throws IOException, InterruptedException {
    Process jcmd = new ProcessBuilder(
        Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(), Long.toString(process.pid()), "GC.class_histogram")
        .redirectErrorStream(true).start();
    String out = new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    jcmd.waitFor();
    return out;
  }

  private static long find(Pattern pattern, String text) throws IOException {
    Matcher matcher = pattern.matcher(text);
    if (!matcher.find()) {
      throw new IOException("expected " + pattern + ", found: " + text);
    }
    return Long.parseLong(matcher.group(1));
  }
}
