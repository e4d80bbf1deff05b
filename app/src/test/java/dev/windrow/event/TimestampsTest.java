package dev.windrow.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.windrow.fuzz.ReferenceTimes;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimestampsTest {

  /** One for all, as it is used: what it remembers must not show. */
  private static final Timestamps TIMESTAMPS = new Timestamps();

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
    "2026-11-20T10:15:30Z             | 2026-11-20T10:15:30Z",
    "2026-11-20T10:15:30              | 2026-11-20T10:15:30Z",
    "2026-11-20 10:15:30              | 2026-11-20T10:15:30Z",
    "2026-11-20t10:15:30z             | 2026-11-20T10:15:30Z",
    "2026-11-20T10:15                 | 2026-11-20T10:15:00Z",
    "2026-11-20T10:15Z                | 2026-11-20T10:15:00Z",
    "2026-11-20T10:15+01:00           | 2026-11-20T09:15:00Z",
    "2026-11-20T10:15:30.1            | 2026-11-20T10:15:30.100Z",
    "2026-11-20T10:15:30.12           | 2026-11-20T10:15:30.120Z",
    "2026-11-20T10:15:30.123          | 2026-11-20T10:15:30.123Z",
    "2026-11-20T10:15:30,123          | 2026-11-20T10:15:30.123Z",
    "2026-11-20T10:15:30.123456       | 2026-11-20T10:15:30.123Z",
    "2026-11-20T10:15:30.999999999999 | 2026-11-20T10:15:30.999Z",
    "2026-11-20T10:15:30.000999Z      | 2026-11-20T10:15:30.000Z",
    "2026-11-20T10:15:30+01:30        | 2026-11-20T08:45:30Z",
    "2026-11-20T10:15:30+0130         | 2026-11-20T08:45:30Z",
    "2026-11-20T10:15:30+01           | 2026-11-20T09:15:30Z",
    "2026-11-20T10:15:30.5-03:30      | 2026-11-20T13:45:30.500Z",
    "2026-11-20T10:15:30-00:00        | 2026-11-20T10:15:30Z",
    "2026-11-20T10:15:30+18:00        | 2026-11-19T16:15:30Z",
    "2026-12-31T23:59:59.999-18:00    | 2027-01-01T17:59:59.999Z",
    "1970-01-01T00:00:00Z             | 1970-01-01T00:00:00Z",
    "1970-01-01T01:00+01:00           | 1970-01-01T00:00:00Z",
    "1969-12-31T23:59:59.999Z         | 1969-12-31T23:59:59.999Z",
    "1970-01-01T00:00+00:01           | 1969-12-31T23:59:00Z",
    "0000-01-01T00:00Z                | 0000-01-01T00:00:00Z",
    "0000-02-29T00:00Z                | 0000-02-29T00:00:00Z",
    "1900-02-28T00:00Z                | 1900-02-28T00:00:00Z",
    "2000-02-29T12:00Z                | 2000-02-29T12:00:00Z",
    "2024-02-29T12:00Z                | 2024-02-29T12:00:00Z",
    "9999-12-31T23:59:59.999Z         | 9999-12-31T23:59:59.999Z",
    "9999-12-31T23:59:59-01:00        | +10000-01-01T00:59:59Z"})
  void s1TextsAreTimes(String text, Instant time) {
    assertThat(ofText(text)).isEqualTo(time.toEpochMilli());
  }

  @Test
  void digitsBeyondMillisecondsAreCutOffHoweverManyThereAre() {
    long second = Instant.parse("2026-11-20T10:15:30Z").toEpochMilli();
    for (int digits = 3; digits <= 30; digits++) {
      String text = "2026-11-20T10:15:30." + "789".repeat(10).substring(0, digits);
      assertThat(ofText(text)).as(text).isEqualTo(second + 789);
      assertThat(ofText(text + "Z")).as(text).isEqualTo(second + 789);
      assertThat(ofText(text + "+01:00")).as(text).isEqualTo(second + 789 - 3_600_000);
      for (char wrong : "/: x\u0000".toCharArray()) {
        assertThat(ofText(text + wrong)).as(text + wrong).isEqualTo(Timestamps.NOT_A_TIME);
        assertThat(ofText(text + wrong + "7777777Z")).as(text + wrong).isEqualTo(Timestamps.NOT_A_TIME);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {
    "", " ", "2026", "2026-11-20", "2026-11-20T", "2026-11-20T10", "2026-11-20T10:1", "2026-11-20T1015", "20261120T101530Z",
    "2026-11-20X10:15:30",
    "2026-11-20T10:15:", "2026-11-20T10:15:3", "2026-11-20T10:15:30.", "2026-11-20T10:15:30.Z", "2026-11-20T10:15:30ZZ",
    "2026-11-20T10:15:30Z ",
    " 2026-11-20T10:15:30Z", "2026-11-20  10:15:30", "2026-11-20T10:15:30 Z", "2026-11-20T10:15:30+", "2026-11-20T10:15:30+1",
    "2026-11-20T10:15:30+1:00", "2026-11-20T10:15:30+010", "2026-11-20T10:15:30+01:0", "2026-11-20T10:15:30+01:00:00",
    "2026-11-20T10:15:30+18:01",
    "2026-11-20T10:15:30+19", "2026-11-20T10:15:30+01:60", "2026-11-20T10:15:30*01:00", "2026-11-20T10:15:30+01-00",
    "2026-11-20T10:15:30[UTC]",
    "2026-11-20T24:00:00Z", "2026-11-20T10:60:00Z", "2026-11-20T23:59:60Z", "2026-12-31T23:59:60Z", "2026-11-20T10:15:99Z",
    "2026-00-20T10:15:30Z",
    "2026-13-20T10:15:30Z", "2026-11-00T10:15:30Z", "2026-11-31T10:15:30Z", "2026-02-29T10:15:30Z", "1900-02-29T10:15:30Z",
    "2100-02-29T10:15:30Z",
    "2026-02-30T10:15:30Z", "2024-02-30T10:15:30Z", "2026-1-20T10:15:30Z", "+2026-11-20T10:15:30Z", "-2026-11-20T10:15:30Z",
    "12026-11-20T10:15:30Z",
    "2026/11/20T10:15:30Z", "2026-11-20T10.15.30Z", "2026-W47-5T10:15:30Z", "2026-324T10:15:30Z", "Fri, 20 Nov 2026 10:15:30 GMT",
    "1795170000000",
    "２０２６-11-20T10:15:30Z", "2026-11-20T10:15:30.١", "2026-11-20T-1:15:30Z", "2026-11-20T10:15:30.1.2", "2026-11-20T10:15.5", "now"})
  void s1OtherTextsAreNoTimes(String text) {
    assertThat(ofText(text)).isEqualTo(Timestamps.NOT_A_TIME);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0", "-0, 0", "1, 1", "1795170000000, 1795170000000", "1795170000000.999, 1795170000000", "1.79517e12, 1795170000000", "0.9, 0",
    "1e-400, 0",
    "253402300799999, 253402300799999", "253402300799999.9, 253402300799999", "1000.0, 1000", "5E2, 500", "-1, -1", "-0.1, -1", "-0.0, 0",
    "-1e20, -1",
    "253402300800000, TOO_HIGH", "999999999999999999, TOO_HIGH", "9223372036854775808, TOO_HIGH", "18446744073709551617, TOO_HIGH",
    "1e15, TOO_HIGH",
    "1e400, TOO_HIGH", "1e401, TOO_HIGH", "1e999999999999, TOO_HIGH", "12345678901234567890123456789012345678, TOO_HIGH"})
  void s1NumbersAreEpochMilliseconds(String number, String expected) {
    byte[] padded = Events.utf8("9" + number + "9");
    long time = Timestamps.ofNumber(padded, 1, padded.length - 1);
    if (expected.equals("TOO_HIGH")) {
      assertThat(time).isGreaterThan(Timestamps.MAX);
    } else {
      assertThat(time).isEqualTo(Long.parseLong(expected));
    }
  }

  @Test
  void s1EveryDayOfTheCalendarIsRight() {
    DateTimeFormatter format = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm");
    LocalDateTime end = LocalDateTime.of(2801, 1, 1, 0, 0);
    for (LocalDateTime day = LocalDateTime.of(1599, 12, 31, 13, 7); day.isBefore(end); day = day.plusDays(1)) {
      String text = day.format(format);
      if (ofText(text) != day.toInstant(ZoneOffset.UTC).toEpochMilli()) {
        fail("%s is read wrongly", text);
      }
    }
  }

  @Test
  void s1TextsThatAreAlmostTimesAreReadLikeTheReferenceDoes() {
    String[] patterns = {"2026-11-20T10:15:30.123456", "2024-02-29 23:59:59+05:30", "1999-12-31T00:00Z", "2000-10-10T10:10:10,5-0330",
        "1970-01-01T00:00:00+01", "2026-11-20T10:15:59.907Z", "2026-11-20T10:15:30.250Z"};
    String alphabet = "0123456789-:.,TtZz+ /";
    int times = 0;
    for (long seed = 1; seed <= 200_000; seed++) {
      Random random = new Random(seed);
      StringBuilder text = new StringBuilder(patterns[random.nextInt(patterns.length)]);
      for (int change = random.nextInt(3); change >= 0; change--) {
        int at = random.nextInt(text.length());
        char c = alphabet.charAt(random.nextInt(alphabet.length()));
        switch (random.nextInt(6)) {
          case 0 -> text.insert(at, c);
          case 1 -> text.deleteCharAt(at);
          default -> text.setCharAt(at, c);
        }
      }
      long expected = ReferenceTimes.ofText(text.toString()).orElse(Timestamps.NOT_A_TIME);
      times += expected == Timestamps.NOT_A_TIME ? 0 : 1;
      if (ofText(text.toString()) != expected) {
        fail("seed %d: %s is read wrongly", seed, text);
      }
    }
    assertThat(times).isBetween(10_000, 190_000);
  }

  private static long ofText(String text) {
    byte[] padded = Events.utf8("9" + text + "9");
    return TIMESTAMPS.ofText(padded, 1, padded.length - 1);
  }
}
