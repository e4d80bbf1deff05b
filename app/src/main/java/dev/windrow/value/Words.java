package dev.windrow.value;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Eight bytes at a time, as a long whose lowest byte is the first one: comparing and searching words takes an eighth of the steps that bytes take.
 *
 * <p>The searches are the classic ones on "a zero byte in a word" (Henry S. Warren, Hacker's Delight, 6-1; Sean Anderson, Bit Twiddling Hacks):
 * their answers have the top bit set in each byte that is found, and are exact up to the first of them.
 */
public final class Words {

  /** The top bit of each byte. */
  public static final long TOP_BITS = 0x8080808080808080L;

  private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long EACH = 0x0101010101010101L;
  private static final long QUOTES = EACH * '"';
  private static final long BACKSLASHES = EACH * '\\';
  private static final long BLANKS = EACH * ' ';
  private static final long ZEROS = EACH * '0';

  /** Added to what a digit counts, it leaves the top bit unset; added to more than 9, not. */
  private static final long TO_TOP_BIT = EACH * 0x76;

  private Words() {
  }

  /** The eight bytes from {@code at} on, which must be there. */
  public static long at(byte[] bytes, int at) {
    return (long) LONGS.get(bytes, at);
  }

  /** The {@code count} bytes from {@code at} on, up to eight, and zeros. */
  public static long at(byte[] bytes, int at, int count) {
    if (at + Long.BYTES <= bytes.length) {
      return count >= Long.BYTES ? at(bytes, at) : at(bytes, at) & (1L << 8 * count) - 1;
    }
    long word = 0;
    for (int i = count - 1; i >= 0; i--) {
      word = word << 8 | bytes[at + i] & 0xFF;
    }
    return word;
  }

  /** Where the word has what no JSON string has as it is: a quotation mark, a backslash or a control character. */
  public static long endsOfText(long word) {
    long quote = word ^ QUOTES;
    long backslash = word ^ BACKSLASHES;
    return (quote - EACH & ~quote | backslash - EACH & ~backslash | word - BLANKS & ~word) & TOP_BITS;
  }

  /** Where the word has no digit. */
  public static long noDigits(long word) {
    long counts = counts(word);
    return (counts | counts + TO_TOP_BIT) & TOP_BITS;
  }

  /** The {@code count} bytes from {@code at} on, one to eight, after as many digits 0 as make eight. */
  static long rightAligned(byte[] bytes, int at, int count) {
    return at(bytes, at, count) << 8 * (Long.BYTES - count) | ZEROS >>> 8 >>> 8 * (count - 1);
  }

  /** What each digit counts, from 0 to 9, in its byte. */
  static long counts(long digits) {
    return digits ^ ZEROS;
  }

  /** Without the byte of this index: those before it move up, and the first one is 0. */
  static long without(long word, int index) {
    long before = (1L << 8 * index) - 1;
    return (word & before) << 8 | word & ~(before << 8 | 0xFF);
  }

  /**
   * The number that eight such counts make, of which the first is the highest, in three steps instead of eight: pairs, fours, all (Daniel Lemire, Quickly parsing
   * eight digits).
   */
  static long number(long counts) {
    long pairs = counts * 10 + (counts >>> 8);
    long even = pairs & 0x000000FF_000000FFL;
    long odd = pairs >>> 16 & 0x000000FF_000000FFL;
    return even * (100 + (1_000_000L << 32)) + odd * (1 + (10_000L << 32)) >>> 32;
  }

  /** Index of the first byte that such an answer, which is not 0, has found. */
  public static int first(long found) {
    return Long.numberOfTrailingZeros(found) >>> 3;
  }
}
