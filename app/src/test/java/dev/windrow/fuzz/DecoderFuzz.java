package dev.windrow.fuzz;

import dev.windrow.event.RawHeader;
import dev.windrow.event.RawRecord;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * A seed makes documents for one shape and hands them to a decoder in random frames, then one by one, and to the {@link Reference}. Each
 * must come to the same, whatever stands beside it.
 */
final class DecoderFuzz {

  private static final int DOCUMENTS = 40;
  private static final long ALLOCATED_AT_MOST = 2 << 20;
  private static final long ALLOCATED_PER_BYTE = 200;

  private final Function<Shape, Decoding> subject;
  private final Map<Shape, Reference> references = new EnumMap<>(Shape.class);
  private final Map<String, Integer> verdicts = new TreeMap<>();

  DecoderFuzz(Function<Shape, Decoding> subject) {
    this.subject = subject;
    for (Shape shape : Shape.values()) {
      references.put(shape, new Reference(shape.schema()));
    }
  }

  /** How often each verdict was right. */
  Map<String, Integer> verdicts() {
    return verdicts;
  }

  /** A document on which the decoder and the reference differ, with as much around it as that takes; empty when there is none. */
  Optional<String> disagreement(long seed) {
    Random random = new Random(seed);
    Shape shape = Shape.of((int) seed);
    List<RawRecord> records = records(shape, random);
    Optional<String> found = difference(shape, frames(records, random));
    return found.map(difference -> report(shape, records, difference));
  }

  /** What is wrong with a batch of these documents in one frame, and each on its own. */
  Optional<String> disagreement(Shape shape, List<RawRecord> records) {
    return records.isEmpty() ? Optional.empty() : difference(shape, List.of(records));
  }

  private Optional<String> difference(Shape shape, List<List<RawRecord>> frames) {
    Decoding decoding = subject.apply(shape);
    try {
      for (List<RawRecord> frame : frames) {
        List<Outcome> expected = frame.stream().map(record -> references.get(shape).outcome(record.value(), record.timestamp())).toList();
        checkFrame(decoding, frame, expected);
        checkAlone(decoding, frame, expected);
      }
      return Optional.empty();
    } catch (RuntimeException | AssertionError | StackOverflowError | OutOfMemoryError thrown) {
      return Optional.of(thrown.getClass().getSimpleName() + ": " + thrown.getMessage());
    }
  }

  private void checkFrame(Decoding decoding, List<RawRecord> frame, List<Outcome> expected) {
    long bytes = frame.stream().mapToLong(record -> record.value() == null ? 0 : record.value().length).sum();
    Allocation allocation = new Allocation();
    List<Outcome> found = decoding.frame(frame);
    allocation.requireAtMost(ALLOCATED_AT_MOST, ALLOCATED_PER_BYTE, bytes);
    for (int row = 0; row < frame.size(); row++) {
      check(frame.get(row), expected.get(row), found.get(row), "in row " + row + " of a frame of " + frame.size());
    }
  }

  private void checkAlone(Decoding decoding, List<RawRecord> frame, List<Outcome> expected) {
    for (int row = 0; row < frame.size(); row++) {
      check(frame.get(row), expected.get(row), decoding.plain(frame.get(row)), "alone");
    }
  }

  private void check(RawRecord record, Outcome expected, Outcome found, String where) {
    if (!found.equals(expected)) {
      throw new AssertionError(where + ": " + shown(record.value()) + "\n  expected " + expected + "\n  found    " + found);
    }
    verdicts.merge(found.verdict(), 1, Integer::sum);
  }

  private static List<RawRecord> records(Shape shape, Random random) {
    Documents documents = new Documents(shape, random);
    List<RawRecord> records = new ArrayList<>();
    long offset = random.nextInt(1_000);
    for (int i = 0; i < DOCUMENTS; i++) {
      records.add(record(documents.next(), offset, random));
      offset += random.nextInt(10) == 0 ? 1 + random.nextLong(1L << 40) : 1;
    }
    return records;
  }

  static RawRecord record(byte[] document, long offset, Random random) {
    long timestamp = random.nextInt(12) == 0 ? random.nextLong(-1, 1L << 49) : Documents.NOW;
    byte[] key = random.nextBoolean() ? null : new byte[random.nextInt(3)];
    List<RawHeader> headers = random.nextInt(6) > 0
        ? List.of()
        : List.of(new RawHeader("größe", new byte[] {1}), new RawHeader("", null), new RawHeader("größe", new byte[0]));
    return new RawRecord(key, document, headers, offset, timestamp);
  }

  private static List<List<RawRecord>> frames(List<RawRecord> records, Random random) {
    List<List<RawRecord>> frames = new ArrayList<>();
    for (int from = 0; from < records.size();) {
      int to = Math.min(records.size(), from + 1 + random.nextInt(random.nextBoolean() ? 3 : DOCUMENTS));
      frames.add(records.subList(from, to));
      from = to;
    }
    return frames;
  }

  /** The fewest and shortest documents that still fail, if they do in one frame. */
  private String report(Shape shape, List<RawRecord> records, String difference) {
    if (disagreement(shape, records).isEmpty()) {
      return shape + " " + difference;
    }
    List<RawRecord> few = new ArrayList<>(Shrinker.shrunk(records, fewer -> disagreement(shape, fewer).isPresent()));
    for (int i = 0; i < few.size(); i++) {
      shorten(shape, few, i);
    }
    StringBuilder report = new StringBuilder(shape + " " + difference + "\n\nshortest, with " + few.size() + " document(s) that differ");
    few.forEach(record -> report.append("\n  ").append(shown(record.value())));
    return report.append("\n  ").append(disagreement(shape, few).orElseThrow()).toString();
  }

  private void shorten(Shape shape, List<RawRecord> records, int at) {
    RawRecord whole = records.get(at);
    if (whole.value() != null) {
      byte[] shorter = Shrinker.shrunk(whole.value(), value -> {
        List<RawRecord> changed = new ArrayList<>(records);
        changed.set(at, with(whole, value));
        return disagreement(shape, changed).isPresent();
      });
      records.set(at, with(whole, shorter));
    }
  }

  private static RawRecord with(RawRecord record, byte[] value) {
    return new RawRecord(record.key(), value, record.headers(), record.offset(), record.timestamp());
  }

  /** As text, with what does not print as in Java, and in hex. */
  static String shown(byte[] document) {
    if (document == null) {
      return "no value";
    }
    StringBuilder text = new StringBuilder();
    new String(document, StandardCharsets.UTF_8).chars().forEach(c ->
        text.append(c >= ' ' && c <= '~' ? Character.toString(c) : String.format("\\u%04x", c)));
    return text + "\n  hex " + HexFormat.of().formatHex(document);
  }
}
