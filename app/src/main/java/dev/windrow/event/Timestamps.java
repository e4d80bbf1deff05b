package dev.windrow.event;

import dev.windrow.value.Decimals;
import dev.windrow.value.Words;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;

/**
 * Reads event times (rule S1) into epoch milliseconds, without allocating and without regard to locale or the time zone of the
 * machine. Confined to one thread.
 *
 * <p>A text is a date {@code 2026-11-20}, {@code T} or a blank, a time {@code 10:15} or {@code 10:15:30} or
 * {@code 10:15:30.123456} with any number of fraction digits after a point or comma, of which those beyond milliseconds are cut
 * off, and a zone: {@code Z}, {@code +01}, {@code +0100}, {@code +01:00} up to 18 hours either way, or nothing for UTC. T and Z may be
 * written small. The date must exist; 24:00 and leap seconds do not.
 *
 * <p>A number counts milliseconds since 1970; a fraction is cut off.
 */
final class Timestamps {

  /** Answer for a text that is no time; everything else below 0 is before 1970. */
  static final long NOT_A_TIME = Long.MIN_VALUE;

  /** The last millisecond of the year 9999; what is higher is out of range. */
  static final long MAX = 253_402_300_799_999L;

  private static final int DATE_LENGTH = 10;
  private static final int SHORTEST = 2 * Long.BYTES;
  private static final int MAX_PLAIN_DIGITS = 18;
  private static final long MINUTE = 60_000;
  private static final long DAY = 24 * 60 * MINUTE;
  private static final int MAX_ZONE_MINUTES = 18 * 60;
  private static final int[] DAYS_OF_MONTH = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

  /** {@code :00.000} as a word: the first byte is the lowest, and the last one is of no account. */
  private static final long USUAL = 0x003030302E30303AL;
  private static final int USUAL_LENGTH = 7;

  /** What turns a count above 9 into 16 or more, where it has digits. */
  private static final long TO_SIXTEEN = 0x0006060600060600L;

  /** The bits of it that no digit has. */
  private static final long NO_DIGITS = 0x00F0F0F0FFF0F0FFL;

  /** The last text's date, hour and minute, as written, and when that minute began. */
  private long lastDate;
  private long lastMinute;
  private long lastMinuteMs = NOT_A_TIME;

  /**
   * The next text is looked at whole. Called now and then: a step that has never been taken is left out by the compiler, and the first text of another minute
   * would have the compiled code of all that reads documents thrown away.
   */
  void forget() {
    lastDate = 0;
    lastMinute = 0;
    lastMinuteMs = NOT_A_TIME;
  }

  /** The time that a text means, or {@link #NOT_A_TIME}. */
  long ofText(byte[] ascii, int from, int end) {
    if (end - from < SHORTEST) {
      return NOT_A_TIME;
    }
    long minute = minute(ascii, from);
    int rest = from + SHORTEST;
    if (minute == NOT_A_TIME || rest == end) {
      return minute;
    }
    if (end - rest >= Long.BYTES) {
      long word = Words.at(ascii, rest) ^ USUAL;
      if (isUsual(word)) {
        return withZone(minute + msOfUsual(word), ascii, digitsEnd(ascii, rest + USUAL_LENGTH, end), end);
      }
    }
    return ascii[rest] == ':' ? withSeconds(minute, ascii, rest + 1, end) : withZone(minute, ascii, rest, end);
  }

  /**
   * Whether a text goes on like {@code :30.250}, given its next eight bytes without the signs of that: digits are left with what they count, and the others
   * with 0.
   */
  private static boolean isUsual(long word) {
    return ((word | word + TO_SIXTEEN) & NO_DIGITS) == 0 && (word >>> 8 & 0xF) <= 5;
  }

  private static long msOfUsual(long word) {
    long seconds = (word >>> 8 & 0xF) * 10 + (word >>> 16 & 0xF);
    return seconds * 1000 + (word >>> 32 & 0xF) * 100 + (word >>> 40 & 0xF) * 10 + (word >>> 48 & 0xF);
  }

  /** Most texts share date, hour and minute with the one before. */
  private long minute(byte[] ascii, int from) {
    long date = Words.at(ascii, from);
    long minute = Words.at(ascii, from + Long.BYTES);
    if ((date ^ lastDate | minute ^ lastMinute) != 0) {
      lastMinuteMs = minuteOf(ascii, from);
      lastDate = date;
      lastMinute = minute;
    }
    return lastMinuteMs;
  }

  private static long minuteOf(byte[] ascii, int from) {
    long days = epochDay(ascii, from);
    byte separator = ascii[from + DATE_LENGTH];
    int time = from + DATE_LENGTH + 1;
    int hour = twoDigits(ascii, time);
    int minute = twoDigits(ascii, time + 3);
    boolean separated = (separator == 'T' || separator == ' ' || separator == 't') && ascii[time + 2] == ':';
    if (days == NOT_A_TIME || !separated || hour < 0 || hour > 23 || minute < 0 || minute > 59) {
      return NOT_A_TIME;
    }
    return days * DAY + (hour * 60 + minute) * MINUTE;
  }

  /** The time that a JSON number means; above {@link #MAX} also for numbers out of any range. */
  static long ofNumber(byte[] ascii, int from, int end) {
    int start = ascii[from] == '-' ? from + 1 : from;
    if (end - start > MAX_PLAIN_DIGITS) {
      return ofDecimal(ascii, from, end);
    }
    long ms = 0;
    for (int i = start; i < end; i++) {
      if (!isDigit(ascii[i])) {
        return ofDecimal(ascii, from, end);
      }
      ms = ms * 10 + ascii[i] - '0';
    }
    return start == from ? ms : -ms;
  }

  private static long ofDecimal(byte[] ascii, int from, int end) {
    return Decimals.parse(new String(ascii, from, end - from, StandardCharsets.US_ASCII)).map(Timestamps::whole).orElse(Long.MAX_VALUE);
  }

  private static long whole(BigDecimal ms) {
    if (ms.signum() < 0) {
      return -1;
    }
    BigDecimal whole = ms.setScale(0, RoundingMode.DOWN);
    return whole.compareTo(BigDecimal.valueOf(MAX)) > 0 ? Long.MAX_VALUE : whole.longValue();
  }

  private static long withSeconds(long minutes, byte[] ascii, int from, int end) {
    int second = from + 2 <= end ? twoDigits(ascii, from) : -1;
    if (second < 0 || second > 59) {
      return NOT_A_TIME;
    }
    long time = minutes + second * 1000L;
    int rest = from + 2;
    boolean fraction = rest < end && (ascii[rest] == '.' || ascii[rest] == ',');
    return fraction ? withFraction(time, ascii, rest + 1, end) : withZone(time, ascii, rest, end);
  }

  private static long withFraction(long seconds, byte[] ascii, int from, int end) {
    int weight = 100;
    int ms = 0;
    int i = from;
    for (; i < end && isDigit(ascii[i]); i++) {
      ms += (ascii[i] - '0') * weight;
      weight /= 10;
    }
    return i == from ? NOT_A_TIME : withZone(seconds + ms, ascii, i, end);
  }

  private static long withZone(long local, byte[] ascii, int from, int end) {
    if (from == end) {
      return local;
    }
    byte sign = ascii[from];
    if (sign == 'Z' || sign == 'z') {
      return from + 1 == end ? local : NOT_A_TIME;
    }
    int minutes = zoneMinutes(ascii, from + 1, end);
    if (sign != '+' && sign != '-' || minutes < 0) {
      return NOT_A_TIME;
    }
    return local - (sign == '+' ? minutes : -minutes) * MINUTE;
  }

  /** Minutes of {@code hh}, {@code hhmm} or {@code hh:mm}; -1 for anything else. */
  private static int zoneMinutes(byte[] ascii, int from, int end) {
    int length = end - from;
    boolean colon = length == 5 && ascii[from + 2] == ':';
    if (length != 2 && length != 4 && !colon) {
      return -1;
    }
    int hours = twoDigits(ascii, from);
    int minutes = length == 2 ? 0 : twoDigits(ascii, end - 2);
    int total = hours * 60 + minutes;
    return hours < 0 || minutes < 0 || minutes > 59 || total > MAX_ZONE_MINUTES ? -1 : total;
  }

  private static long epochDay(byte[] ascii, int from) {
    int century = twoDigits(ascii, from);
    int yearOfCentury = twoDigits(ascii, from + 2);
    int month = twoDigits(ascii, from + 5);
    int day = twoDigits(ascii, from + 8);
    boolean separated = ascii[from + 4] == '-' && ascii[from + 7] == '-';
    if (!separated || century < 0 || yearOfCentury < 0 || month < 1 || month > 12 || day < 1) {
      return NOT_A_TIME;
    }
    int year = century * 100 + yearOfCentury;
    return day <= daysOf(month, year) ? epochDay(year, month, day) : NOT_A_TIME;
  }

  private static int daysOf(int month, int year) {
    boolean leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    return month == 2 && leap ? 29 : DAYS_OF_MONTH[month - 1];
  }

  /** Days since 1970 in the Gregorian calendar, by the algorithm days_from_civil of Howard Hinnant for years from 0 on. */
  private static long epochDay(int year, int month, int day) {
    int shiftedYear = (month <= 2 ? year - 1 : year) + 400;
    int era = shiftedYear / 400;
    int yearOfEra = shiftedYear - era * 400;
    int dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
    int dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear;
    return era * 146_097L + dayOfEra - 146_097 - 719_468;
  }

  /** The number that two digits make; negative when they are none. */
  private static int twoDigits(byte[] ascii, int at) {
    int tens = ascii[at] - '0';
    int ones = ascii[at + 1] - '0';
    return tens < 0 || tens > 9 || ones < 0 || ones > 9 ? -1 : tens * 10 + ones;
  }

  private static int digitsEnd(byte[] ascii, int from, int end) {
    int at = from;
    while (end - at >= Long.BYTES && isDigit(ascii[at])) {
      at++;
    }
    return at + Words.first(Words.noDigits(Words.at(ascii, at, end - at)));
  }

  private static boolean isDigit(byte c) {
    return c >= '0' && c <= '9';
  }
}
