package dev.windrow.ingest.format;

import dev.windrow.config.Compression;
import dev.windrow.config.Format;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.Locale;
import java.util.Optional;

/** Reads far more than the heap can hold, and prints what was read. For a process of its own, with a small heap. */
final class ReadEndless {

  private static final Reading HOW = new Reading(Format.AUTO, Compression.NONE, ',', 1 << 20, 64, Reading.Tail.TAKE);
  private static final String RECORD = "{\"event_type\":\"click\",\"user_id\":\"user-12345\",\"value\":12.5,\"timestamp\":\"2026-11-20T10:15:30.123Z\",\"page\":\"/a/b\"}";

  private ReadEndless() {}

  public static void main(String[] arguments) throws IOException {
    long bytes = Long.parseLong(arguments[0]);
    read("ndjson", "x.ndjson", new Endless("", (RECORD + "\n").repeat(500), bytes));
    read("array", "x.json", new Endless("[" + RECORD, ("," + RECORD).repeat(500), bytes));
    read("csv", "x.csv", new Endless("a,b,c\n", "click,\"user \"\"12345\"\"\",2026-11-20T10:15:30.123Z\n".repeat(500), bytes));
    read("one line", "x.ndjson", new Endless("{\"a\":\"", "x".repeat(10_000), bytes));
    read("one cell", "x.csv", new Endless("a\n\"", "x\n".repeat(5_000), bytes));
    read("one element", "x.json", new Endless("[{\"a\":\"", "x".repeat(10_000), bytes));
  }

  private static long cpuNanos() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }

  private static void read(String what, String name, Endless in) throws IOException {
    long start = cpuNanos();
    long good = 0;
    long bad = 0;
    String end = "end";
    try (RecordStream records = RecordStream.open(in, name, HOW, Mark.START)) {
      for (Optional<Item> item = records.next(); item.isPresent(); item = records.next()) {
        boolean isGood = item.get() instanceof Item.Good;
        good += isGood ? 1 : 0;
        bad += isGood ? 0 : 1;
      }
    } catch (MalformedStreamException cut) {
      end = "cut";
    }
    double seconds = (cpuNanos() - start) / 1e9;
    System.out.printf(Locale.ROOT, "%s: %d good, %d bad, %s (%.0f MB per second of a processor)%n", what, good, bad, end, in.length() / 1e6 / seconds);
  }
}
