package dev.windrow.value;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The values that the events of one group share, in the order of the fields: strings, numbers, booleans and null.
 *
 * <p>It is held in its canonical form, the UTF-8 bytes of a JSON array without blanks such as {@code ["login",42,null,true]}, with
 * strings as {@link JsonText} and numbers as {@link Decimals#text} write them. Equal values have equal bytes, so equality, order
 * (unsigned bytes) and hash are those of the bytes. Immutable, as long as nobody writes into {@link #bytes()}.
 */
public final class Group implements Comparable<Group> {

  /** Whole numbers of so many digits are written as they are, without an exponent: see {@link Decimals}. */
  private static final int PLAIN_DIGITS = 18;

  private final byte[] canonical;
  private final int hash;

  private Group(byte[] canonical) {
    this.canonical = canonical;
    this.hash = Arrays.hashCode(canonical);
  }

  /**
   * The group of these values: String, BigDecimal, Boolean or null each. IllegalArgumentException for another type and for a string
   * with half a surrogate pair, which has no UTF-8.
   */
  public static Group of(List<?> values) {
    StringBuilder json = new StringBuilder("[");
    for (Object value : values) {
      json.append(json.length() == 1 ? "" : ",");
      append(json, value);
    }
    return new Group(utf8(json.append(']')));
  }

  /** The group whose canonical form this is; trusted and not copied. */
  public static Group ofCanonical(byte[] canonical) {
    return new Group(canonical);
  }

  /** The canonical form; not a copy, so not to be written into. */
  public byte[] bytes() {
    return canonical;
  }

  /** Whether the bytes begin and end as those of a group do; what is between is not looked at. */
  public boolean isArray() {
    return canonical.length > 1 && canonical[0] == '[' && canonical[canonical.length - 1] == ']';
  }

  /** The values: String, BigDecimal, Boolean or null each; MalformedBytesException when the bytes are not canonical JSON. */
  public List<Object> values() {
    return new CanonicalArray(canonical).values();
  }

  /** The JSON text of each value; MalformedBytesException when the bytes are not canonical JSON. */
  public List<String> texts() {
    List<String> texts = new ArrayList<>();
    return cutPlain(texts) ? texts : values().stream().map(Group::text).toList();
  }

  /** How many values the group has. */
  public int size() {
    return values().size();
  }

  @Override
  public int compareTo(Group other) {
    return Arrays.compareUnsigned(canonical, other.canonical);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Group group && hash == group.hash && Arrays.equals(canonical, group.canonical);
  }

  @Override
  public int hashCode() {
    return hash;
  }

  /** The canonical form as text. */
  @Override
  public String toString() {
    return new String(canonical, StandardCharsets.UTF_8);
  }

  /**
   * Most groups are strings of plain characters and whole numbers: these are canonical as they stand, and cut out in a fraction of the time of reading them. False for
   * others.
   */
  private boolean cutPlain(List<String> texts) {
    int from = 1;
    while (from < canonical.length) {
      int end = canonical[from] == '"' ? endOfPlainString(from) : endOfWholeNumber(from);
      if (end <= from || end >= canonical.length) {
        return false;
      }
      texts.add(new String(canonical, from, end - from, StandardCharsets.US_ASCII));
      if (canonical[end] == ']') {
        return end + 1 == canonical.length && canonical[0] == '[';
      }
      if (canonical[end] != ',') {
        return false;
      }
      from = end + 1;
    }
    return false;
  }

  /** The place behind the string that begins here; -1 when it is not plain. */
  private int endOfPlainString(int from) {
    int end = from + 1;
    while (end < canonical.length && isPlain(canonical[end])) {
      end++;
    }
    return end < canonical.length && canonical[end] == '"' ? end + 1 : -1;
  }

  /** The place behind the number that begins here; -1 when it is not one of 1 to 18 digits without a zero in front. */
  private int endOfWholeNumber(int from) {
    int digits = canonical[from] == '-' ? from + 1 : from;
    int end = digits;
    while (end < canonical.length && canonical[end] >= '0' && canonical[end] <= '9') {
      end++;
    }
    boolean isZero = end == from + 1 && canonical[from] == '0';
    return isZero || end > digits && end <= digits + PLAIN_DIGITS && canonical[digits] != '0' ? end : -1;
  }

  private static boolean isPlain(byte c) {
    return c >= ' ' && c < 0x7f && c != '"' && c != '\\';
  }

  private static String text(Object value) {
    StringBuilder json = new StringBuilder();
    JsonText.value(json, value);
    return json.toString();
  }

  private static void append(StringBuilder json, Object value) {
    if (value != null && !(value instanceof String) && !(value instanceof BigDecimal) && !(value instanceof Boolean)) {
      throw new IllegalArgumentException("expected a string, a decimal, a boolean or null, found a " + value.getClass().getName());
    }
    JsonText.value(json, value);
  }

  private static byte[] utf8(StringBuilder json) {
    try {
      ByteBuffer bytes = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(json));
      return Arrays.copyOfRange(bytes.array(), bytes.arrayOffset(), bytes.arrayOffset() + bytes.limit());
    } catch (CharacterCodingException halfPair) {
      throw new IllegalArgumentException("expected whole surrogate pairs, found half a pair in a group value", halfPair);
    }
  }
}
