package dev.windrow.event;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Event times by the JDK's calendar, to compare with. */
final class ReferenceTimes {

  private static final Pattern TIME = Pattern.compile(
      "([0-9]{4})-([0-9]{2})-([0-9]{2})[Tt ]([0-9]{2}):([0-9]{2})(?::([0-9]{2})(?:[.,]([0-9]+))?)?(?:[Zz]|([+-])([0-9]{2}):?([0-9]{2})?)?");

  private ReferenceTimes() {
  }

  static long ofText(String text) {
    Matcher time = TIME.matcher(text);
    if (!time.matches() || text.endsWith(":")) {
      return Timestamps.NOT_A_TIME;
    }
    try {
      LocalDateTime local = LocalDateTime.of(part(time, 1), part(time, 2), part(time, 3), part(time, 4), part(time, 5), part(time, 6));
      int zoneMinutes = part(time, 9) * 60 + checkMinutes(part(time, 10));
      ZoneOffset zone = ZoneOffset.ofTotalSeconds(zoneMinutes * ("-".equals(time.group(8)) ? -60 : 60));
      String fraction = time.group(7) == null ? "" : time.group(7);
      return local.toEpochSecond(zone) * 1000 + Integer.parseInt((fraction + "000").substring(0, 3));
    } catch (DateTimeException impossible) {
      return Timestamps.NOT_A_TIME;
    }
  }

  private static int checkMinutes(int minutes) {
    if (minutes > 59) {
      throw new DateTimeException("zone");
    }
    return minutes;
  }

  private static int part(Matcher time, int group) {
    return time.group(group) == null ? 0 : Integer.parseInt(time.group(group));
  }
}
