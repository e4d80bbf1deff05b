package dev.windrow.benchmark.run;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/**
 * CPU time of a process by kind of thread, compilers and collectors among them, by Linux's /proc.
 *
 * @param byKind name of the thread as Linux has it, at most 15 characters, without numbers
 */
record ThreadTimes(Map<String, Duration> byKind) {

  static final ThreadTimes NONE = new ThreadTimes(Map.of());

  ThreadTimes {
    byKind = Map.copyOf(byKind);
  }

  /** Of a process that runs; a thread that ends meanwhile may be missing. */
  static ThreadTimes of(long pid) throws IOException {
    Map<String, Duration> found = new TreeMap<>();
    try (DirectoryStream<Path> threads = Files.newDirectoryStream(Path.of("/proc", Long.toString(pid), "task"))) {
      for (Path thread : threads) {
        add(found, thread);
      }
    }
    return new ThreadTimes(found);
  }

  private static void add(Map<String, Duration> found, Path thread) throws IOException {
    try {
      String stat = Files.readString(thread.resolve("stat"));
      found.merge(kind(stat), Usage.cpu(stat), Duration::plus);
    } catch (NoSuchFileException e) {
      // The thread has ended.
    }
  }

  /** The name in brackets, which may have blanks and brackets in it. */
  static String kind(String stat) {
    return stat.substring(stat.indexOf('(') + 1, stat.lastIndexOf(')')).replaceAll("[#-]\\d+", "");
  }

  ThreadTimes plus(ThreadTimes other) {
    Map<String, Duration> sum = new TreeMap<>(byKind);
    other.byKind.forEach((kind, time) -> sum.merge(kind, time, Duration::plus));
    return new ThreadTimes(sum);
  }

  ThreadTimes minus(ThreadTimes earlier) {
    Map<String, Duration> rest = new TreeMap<>(byKind);
    earlier.byKind.forEach((kind, time) -> rest.computeIfPresent(kind, (same, now) -> now.minus(time)));
    return new ThreadTimes(rest);
  }
}
