package dev.windrow.simulator.event;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;

/**
 * Writes events as JSON into one buffer that it reuses: hot path, nothing is allocated per event. Confined to the generator's thread.
 *
 * <pre>{"timestamp":"2026-11-20T10:15:30.123456","user_id":417,"event_type":"purchase","value":57.31298}</pre>
 */
final class EventText {

  private static final byte[] HEAD = ascii("{\"timestamp\":\"");
  private static final byte[] USER = ascii("\",\"user_id\":");
  private static final byte[] TWO_DIGITS = digits(100, 2);
  private static final byte[] THREE_DIGITS = digits(1000, 3);
  private static final int DATE_LENGTH = 10;
  private static final int NUMBERS = 64;

  private final byte[][] types;
  private final byte[] date = new byte[DATE_LENGTH];
  private long dateDay = Long.MIN_VALUE;

  private final byte[] buffer;
  private int length;
  private int typeFrom;
  private int valueFrom;

  EventText(List<String> types) {
    this.types = types.stream().map(EventText::typePart).toArray(byte[][]::new);
    int longest = Arrays.stream(this.types).mapToInt(part -> part.length).max().orElse(0);
    this.buffer = new byte[HEAD.length + USER.length + longest + 2 * NUMBERS];
  }

  byte[] buffer() {
    return buffer;
  }

  int length() {
    return length;
  }

  /** Where {@code ,"event_type":"…} begins. */
  int typeFrom() {
    return typeFrom;
  }

  /** Where the number of {@code "value":} begins. */
  int valueFrom() {
    return valueFrom;
  }

  /** Where the text of the timestamp begins. */
  int timeFrom() {
    return HEAD.length;
  }

  void write(long micros, byte[] userId, int type, long units) {
    length = 0;
    bytes(HEAD);
    time(micros);
    bytes(USER);
    bytes(userId);
    typeFrom = length;
    bytes(types[type]);
    valueFrom = length;
    decimal(units);
    one('}');
  }

  /** Forgets everything from a position on and goes on with other text. */
  void replaceFrom(int position, String text) {
    length = position;
    bytes(ascii(text));
  }

  void set(int position, String text) {
    byte[] bytes = ascii(text);
    System.arraycopy(bytes, 0, buffer, position, bytes.length);
  }

  private void time(long micros) {
    long seconds = micros / 1_000_000;
    long day = seconds / 86_400;
    int ofDay = (int) (seconds - day * 86_400);
    date(day);
    one('T');
    two(ofDay / 3600);
    one(':');
    two(ofDay / 60 % 60);
    one(':');
    two(ofDay % 60);
    one('.');
    int fraction = (int) (micros - seconds * 1_000_000);
    three(fraction / 1000);
    three(fraction % 1000);
  }

  private void date(long day) {
    if (day != dateDay) {
      System.arraycopy(ascii(LocalDate.ofEpochDay(day).toString()), 0, date, 0, DATE_LENGTH);
      dateDay = day;
    }
    bytes(date);
  }

  /** Without trailing zeros, so that a number has one text: 57.3, 57, 0. */
  private void decimal(long units) {
    long rest = units;
    if (rest < 0) {
      one('-');
      rest = -rest;
    }
    long whole = rest / 100_000;
    whole(whole);
    int fraction = (int) (rest - whole * 100_000);
    if (fraction != 0) {
      one('.');
      two(fraction / 1000);
      three(fraction % 1000);
      while (buffer[length - 1] == '0') {
        length--;
      }
    }
  }

  private void whole(long number) {
    int end = length + 1;
    for (long rest = number; rest >= 10; rest /= 10) {
      end++;
    }
    long rest = number;
    for (int at = end - 1; at >= length; at--) {
      long tenth = rest / 10;
      buffer[at] = (byte) ('0' + (int) (rest - tenth * 10));
      rest = tenth;
    }
    length = end;
  }

  private void two(int number) {
    buffer[length] = TWO_DIGITS[2 * number];
    buffer[length + 1] = TWO_DIGITS[2 * number + 1];
    length += 2;
  }

  private void three(int number) {
    buffer[length] = THREE_DIGITS[3 * number];
    buffer[length + 1] = THREE_DIGITS[3 * number + 1];
    buffer[length + 2] = THREE_DIGITS[3 * number + 2];
    length += 3;
  }

  private void one(char c) {
    buffer[length++] = (byte) c;
  }

  private void bytes(byte[] bytes) {
    System.arraycopy(bytes, 0, buffer, length, bytes.length);
    length += bytes.length;
  }

  private static byte[] typePart(String type) {
    return (",\"event_type\":" + JsonString.quoted(type) + ",\"value\":").getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] digits(int count, int width) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < count; i++) {
      String number = Integer.toString(i);
      text.append("0".repeat(width - number.length())).append(number);
    }
    return ascii(text.toString());
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
