package dev.windrow.event;

import dev.windrow.value.Words;

/**
 * Finds bytes that are not UTF-8 (RFC 3629): cut or stray continuation bytes, overlong forms, surrogates, and code points beyond
 * U+10FFFF. The JSON parser lets some of these pass, above all in strings that nobody reads.
 */
final class Utf8 {

  static final int VALID = -1;

  private Utf8() {
  }

  /** Index of the first byte of the first sequence that is not valid, or {@link #VALID}. */
  static int firstInvalid(byte[] bytes, int from, int to) {
    int i = from;
    while (i < to) {
      if (to - i >= Long.BYTES && (Words.at(bytes, i) & Words.TOP_BITS) == 0) {
        i += Long.BYTES;
      } else if (bytes[i] >= 0) {
        i++;
      } else {
        int length = sequenceLength(bytes, i, to);
        if (length == 0) {
          return i;
        }
        i += length;
      }
    }
    return VALID;
  }

  /**
   * Writes characters as UTF-8; half a surrogate pair, which has none, as if it were a character of its own (the WTF-8 encoding), so that
   * {@link #firstInvalid} finds it. Returns how many bytes were written, at most three for each character.
   */
  static int encode(char[] chars, int from, int to, byte[] target) {
    int size = 0;
    for (int i = from; i < to; i++) {
      int code = chars[i];
      if (code < 0x80) {
        target[size++] = (byte) code;
        continue;
      }
      if (Character.isHighSurrogate(chars[i]) && i + 1 < to && Character.isLowSurrogate(chars[i + 1])) {
        code = Character.toCodePoint(chars[i], chars[++i]);
      }
      size = encode(code, target, size);
    }
    return size;
  }

  /** The text that {@link #encode} wrote, halves of surrogate pairs included; of one longer than {@code most} its beginning, which is longer too. */
  static String decode(byte[] bytes, int from, int to, int most) {
    StringBuilder text = new StringBuilder(Math.min(most + 2, to - from));
    for (int i = from; i < to && text.length() <= most; ) {
      int lead = bytes[i++];
      if (lead >= 0) {
        text.append((char) lead);
        continue;
      }
      int following = (lead & 0xFF) < 0xE0 ? 1 : (lead & 0xFF) < 0xF0 ? 2 : 3;
      int code = lead & 0x3F >> following;
      for (; following > 0; following--) {
        code = code << 6 | bytes[i++] & 0x3F;
      }
      text.appendCodePoint(code);
    }
    return text.toString();
  }

  private static int encode(int code, byte[] target, int position) {
    int following = code < 0x800 ? 1 : code < 0x10000 ? 2 : 3;
    target[position] = (byte) (0xF0 << 3 - following | code >> 6 * following);
    for (int i = 1; i <= following; i++) {
      target[position + i] = (byte) (0x80 | code >> 6 * (following - i) & 0x3F);
    }
    return position + 1 + following;
  }

  /** Length of the valid sequence of more than one byte at {@code at}; 0 when it is not valid. */
  private static int sequenceLength(byte[] bytes, int at, int to) {
    int lead = bytes[at] & 0xFF;
    int length = lead < 0xC2 ? 0 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : lead < 0xF5 ? 4 : 0;
    if (length == 0 || at + length > to) {
      return 0;
    }
    for (int i = at + 1; i < at + length; i++) {
      if ((bytes[i] & 0xC0) != 0x80) {
        return 0;
      }
    }
    return isSecondAllowed(lead, bytes[at + 1] & 0xFF) ? length : 0;
  }

  private static boolean isSecondAllowed(int lead, int second) {
    return switch (lead) {
      case 0xE0 -> second >= 0xA0;
      case 0xED -> second <= 0x9F;
      case 0xF0 -> second >= 0x90;
      case 0xF4 -> second <= 0x8F;
      default -> true;
    };
  }
}
