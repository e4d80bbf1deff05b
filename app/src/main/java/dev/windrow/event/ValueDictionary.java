package dev.windrow.event;

import dev.windrow.value.Decimals;
import dev.windrow.value.JsonText;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * The values that one group field has had, each with a number: equal values have equal numbers, however they were written. Numbers
 * count up from 0 and are never given to another value.
 *
 * <p>Confined to the thread of the decoder that fills it. Several batches share one; it only grows. The decoder starts a new one
 * when it is full, so it holds at most {@value #MAX_ENTRIES} entries and {@value #MAX_CHARS} characters, and what one batch adds beyond.
 */
public final class ValueDictionary {

  static final int MAX_ENTRIES = 100_000;
  static final long MAX_CHARS = 4L << 20;

  /** Answer for a text with half a surrogate pair, which cannot be written in UTF-8. */
  static final int NOT_UNICODE = -2;

  /** Answer for a number out of range. */
  static final int OUT_OF_RANGE = -3;

  private static final byte[] NULL = ascii("null");
  private static final byte[] TRUE = ascii("true");
  private static final byte[] FALSE = ascii("false");

  private final SliceTable texts = new SliceTable();
  private final SliceTable numbers = new SliceTable();
  private final CharsetEncoder encoder = StandardCharsets.UTF_8.newEncoder();
  private byte[][] canonical = new byte[16][];
  private int size;
  private long chars;
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
    return texts.size() + numbers.size() >= MAX_ENTRIES || chars >= MAX_CHARS;
  }

  int text(char[] text, int offset, int length) {
    int id = texts.find(text, offset, length);
    return id == SliceTable.ABSENT ? newText(text, offset, length) : id;
  }

  /** Keeps an entry for each writing of a number, so that all but the first lookup of each are cheap. */
  int number(char[] number, int offset, int length) {
    int id = numbers.find(number, offset, length);
    return id == SliceTable.ABSENT ? newNumber(number, offset, length) : id;
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

  private int newText(char[] text, int offset, int length) {
    String json = JsonText.quoted(new String(text, offset, length));
    ByteBuffer utf8;
    try {
      utf8 = encoder.encode(CharBuffer.wrap(json));
    } catch (CharacterCodingException halfPair) {
      return NOT_UNICODE;
    }
    int id = add(Arrays.copyOf(utf8.array(), utf8.limit()));
    remember(texts, text, offset, length, id);
    return id;
  }

  private int newNumber(char[] written, int offset, int length) {
    Optional<String> text = Decimals.parse(new String(written, offset, length)).map(Decimals::text);
    if (text.isEmpty()) {
      return OUT_OF_RANGE;
    }
    char[] shortest = text.get().toCharArray();
    int id = numbers.find(shortest, 0, shortest.length);
    if (id == SliceTable.ABSENT) {
      id = add(ascii(text.get()));
      remember(numbers, shortest, 0, shortest.length, id);
    }
    if (!Arrays.equals(shortest, 0, shortest.length, written, offset, offset + length)) {
      remember(numbers, written, offset, length, id);
    }
    return id;
  }

  private void remember(SliceTable table, char[] text, int offset, int length, int id) {
    table.add(text, offset, length, id);
    chars += length;
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
