package dev.windrow.simulator.event;

import java.util.Arrays;

/**
 * One event as it is sent, and the facts it was made of. A view that the generator reuses: it is valid until the
 * generator's next event, and confined to its thread.
 */
public final class Event {

  final EventText text;

  long number = -1;
  long recordMicros;
  int partition;
  byte[] key;
  boolean malformed;
  long timeMicros;
  int type;
  long units;

  Event(EventText text) {
    this.text = text;
  }

  /** Counted from 0. */
  public long number() {
    return number;
  }

  public int partition() {
    return partition;
  }

  /** The user id as text. Not copied: do not change it. */
  public byte[] key() {
    return key;
  }

  /** The JSON in UTF-8, a copy. */
  public byte[] value() {
    return Arrays.copyOf(text.buffer(), text.length());
  }

  /** The JSON from 0 to {@link #length}, not copied: read it before the next event. */
  public byte[] buffer() {
    return text.buffer();
  }

  public int length() {
    return text.length();
  }

  /** The timestamp of the Kafka record: when the event happens by the schedule, in epoch milliseconds. */
  public long recordTimestampMs() {
    return recordMicros / 1000;
  }

  /** Whether it is spoilt by a {@link Defect}; its time, type and value then mean nothing. */
  public boolean malformed() {
    return malformed;
  }

  /** The event's own timestamp, in epoch microseconds. */
  public long timeMicros() {
    return timeMicros;
  }

  /** Index of the type in {@link EventGenerator#types}. */
  public int type() {
    return type;
  }

  /** The value in units of 0.00001. */
  public long units() {
    return units;
  }
}
