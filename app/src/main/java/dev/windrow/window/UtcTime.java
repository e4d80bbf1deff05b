package dev.windrow.window;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;

/** Times as text, as {@link Instant#toString} writes them: a result has two, and writing them that way took a quarter of the time of writing a result. */
final class UtcTime {

  private static final long DAY_MS = 86_400_000;

  /** The years that have four digits and no sign. */
  private static final long FIRST = 0;
  private static final long LAST = Instant.parse("9999-12-31T23:59:59.999Z").toEpochMilli();

  private UtcTime() {}

  /** Such as {@code 2026-11-20T10:15:30Z}, with three more digits where the milliseconds are not zero. */
  static String text(long epochMs) {
    if (epochMs < FIRST || epochMs > LAST) {
      return Instant.ofEpochMilli(epochMs).toString();
    }
    LocalDate date = LocalDate.ofEpochDay(epochMs / DAY_MS);
    int ofDay = (int) (epochMs % DAY_MS);
    int millis = ofDay % 1000;
    byte[] text = new byte[millis == 0 ? 20 : 24];
    digits(text, 0, 4, date.getYear());
    text[4] = '-';
    digits(text, 5, 2, date.getMonthValue());
    text[7] = '-';
    digits(text, 8, 2, date.getDayOfMonth());
    text[10] = 'T';
    digits(text, 11, 2, ofDay / 3_600_000);
    text[13] = ':';
    digits(text, 14, 2, ofDay / 60_000 % 60);
    text[16] = ':';
    digits(text, 17, 2, ofDay / 1000 % 60);
    if (millis != 0) {
      text[19] = '.';
      digits(text, 20, 3, millis);
    }
    text[text.length - 1] = 'Z';
    return new String(text, StandardCharsets.ISO_8859_1);
  }

  private static void digits(byte[] text, int from, int count, int number) {
    int rest = number;
    for (int i = from + count - 1; i >= from; i--) {
      text[i] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
  }
}
