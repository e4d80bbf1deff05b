package dev.windrow.fuzz;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Event times by the JDK's calendar, to compare with. */
public final class ReferenceTimes {

  private static final Pattern TIME = Pattern.compile(
      "([0-9]{4})-([0-9]{2})-([0-9]{2})[Tt ]([0-9]{2}):([0-9]{2})(?::([0-9]{2})(?:[.,]([0-9]+))?)?(?:[Zz]|([+-])([0-9]{2})(?::?([0-9]{2}))?)?");

  private ReferenceTimes() {
  }

  /** The time that a text means, epoch ms; empty when it is none. */
  public static OptionalLong ofText(String text) {
    Matcher time = TIME.matcher(text);
    if (!time.matches()) {
      return OptionalLong.empty();
    }
    try {
      LocalDateTime local = LocalDateTime.of(part(time, 1), part(time, 2), part(time, 3), part(time, 4), part(time, 5), part(time, 6));
      int sign = "-".equals(time.group(8)) ? -1 : 1;
      ZoneOffset zone = ZoneOffset.ofHoursMinutes(sign * part(time, 9), sign * part(time, 10));
      String fraction = time.group(7) == null ? "" : time.group(7);
      return OptionalLong.of(local.toEpochSecond(zone) * 1000 + Integer.parseInt((fraction + "000").substring(0, 3)));
    } catch (DateTimeException impossible) {
      return OptionalLong.empty();
    }
  }

  private static int part(Matcher time, int group) {
    return time.group(group) == null ? 0 : Integer.parseInt(time.group(group));
  }
}
