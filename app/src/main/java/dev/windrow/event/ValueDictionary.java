package dev.windrow.event;

import dev.windrow.value.Decimals;
import dev.windrow.value.JsonText;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * The values that one group field has had, each with a number: equal values have equal numbers, however they were written. Numbers
 * count up from 0 and are never given to another value.
 *
 * <p>Confined to the thread of the decoder that fills it. Several batches share one; it only grows. The decoder starts a new one
 * when it is full, so it holds at most {@value #MAX_ENTRIES} entries and {@value #MAX_BYTES} bytes, and what one batch adds beyond.
 */
public final class ValueDictionary {

  static final int MAX_ENTRIES = 100_000;
  static final long MAX_BYTES = 4L << 20;

  /** Answer for a text with half a surrogate pair, which cannot be written in UTF-8. */
  static final int NOT_UNICODE = -2;

  /** Answer for a number out of range. */
  static final int OUT_OF_RANGE = -3;

  private static final byte[] NULL = ascii("null");
  private static final byte[] TRUE = ascii("true");
  private static final byte[] FALSE = ascii("false");

  private final SliceTable texts = new SliceTable();
  private final SliceTable numbers = new SliceTable();
  private byte[][] canonical = new byte[16][];
  private int size;
  private long keptBytes;
  private int nullId = EventBatch.MISSING;
  private int trueId = EventBatch.MISSING;
  private int falseId = EventBatch.MISSING;

  ValueDictionary() {
  }

  /** The value as canonical JSON in UTF-8, as in {@code "login"}, {@code 42}, {@code true}; not a copy, so not to be written into. */
  public byte[] canonical(int id) {
    return canonical[id];
  }

  /** How many values there are. */
  public int size() {
    return size;
  }

  boolean isFull() {
    return texts.size() + numbers.size() >= MAX_ENTRIES || keptBytes >= MAX_BYTES;
  }

  int text(byte[] bytes, int from, int to) {
    int id = texts.find(bytes, from, to);
    return id == SliceTable.ABSENT ? newText(bytes, from, to) : id;
  }

  /** Keeps an entry for each writing of a number, so that all but the first lookup of each are cheap. */
  int number(byte[] bytes, int from, int to) {
    int id = numbers.find(bytes, from, to);
    return id == SliceTable.ABSENT ? newNumber(bytes, from, to) : id;
  }

  int bool(boolean value) {
    if (value) {
      trueId = trueId < 0 ? add(TRUE) : trueId;
      return trueId;
    }
    falseId = falseId < 0 ? add(FALSE) : falseId;
    return falseId;
  }

  int nothing() {
    nullId = nullId < 0 ? add(NULL) : nullId;
    return nullId;
  }

  private int newText(byte[] bytes, int from, int to) {
    if (Utf8.firstInvalid(bytes, from, to) != Utf8.VALID) {
      return NOT_UNICODE;
    }
    String text = new String(bytes, from, to - from, StandardCharsets.UTF_8);
    int id = add(JsonText.quoted(text).getBytes(StandardCharsets.UTF_8));
    remember(texts, bytes, from, to, id);
    return id;
  }

  private int newNumber(byte[] bytes, int from, int to) {
    String written = new String(bytes, from, to - from, StandardCharsets.US_ASCII);
    Optional<String> text = Decimals.parse(written).map(Decimals::text);
    if (text.isEmpty()) {
      return OUT_OF_RANGE;
    }
    byte[] shortest = ascii(text.get());
    int id = numbers.find(shortest, 0, shortest.length);
    if (id == SliceTable.ABSENT) {
      id = add(shortest);
      remember(numbers, shortest, 0, shortest.length, id);
    }
    if (!written.equals(text.get())) {
      remember(numbers, bytes, from, to, id);
    }
    return id;
  }

  private void remember(SliceTable table, byte[] bytes, int from, int to, int id) {
    table.add(bytes, from, to, id);
    keptBytes += to - from;
  }

  private int add(byte[] json) {
    if (size == canonical.length) {
      canonical = Arrays.copyOf(canonical, 2 * size);
    }
    canonical[size] = json;
    return size++;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
