package dev.windrow.event;

import dev.windrow.value.Decimals;

/**
 * Reads a JSON number that has a fixed form ({@link Decimals#fixed}) while looking for its end, so that each digit is looked at once. What is out of the ordinary, such as an
 * exponent, it leaves to others. Confined to one thread.
 */
final class FixedNumber {

  /** Answer for what it leaves to others. */
  static final int NONE = FieldSink.NOT_USUAL;

  private long value;

  /** Where the number that begins at {@code from} ends, before {@code to}, or {@link #NONE}. {@link #value} has it then. */
  int end(byte[] json, int from, int to) {
    boolean negative = json[from] == '-';
    int start = negative ? from + 1 : from;
    long digits = 0;
    int at = start;
    for (; at < to && isDigit(json[at]); at++) {
      digits = digits * 10 + json[at] - '0';
    }
    int point = at;
    if (at < to && json[at] == '.') {
      for (at++; at < to && isDigit(json[at]); at++) {
        digits = digits * 10 + json[at] - '0';
      }
    }
    boolean zeroAhead = point > start + 1 && json[start] == '0';
    if (at == to || zeroAhead || at == point + 1 || (json[at] | 0x20) == 'e') {
      return NONE;
    }
    value = Decimals.fixed(digits, negative, point - start, at - point - 1);
    return value == Decimals.NOT_FIXED ? NONE : at;
  }

  /** The last one, times 10^{@value Decimals#SCALE}. */
  long value() {
    return value;
  }

  private static boolean isDigit(byte b) {
    return b >= '0' && b <= '9';
  }
}
