package dev.windrow.event;

import java.util.Locale;

/** Why an event is a dead letter (rules S1, S8, S9, S11). */
public enum RejectReason {

  /** The record has no value, or an empty one. */
  NO_VALUE,

  /** The value is not one JSON document in UTF-8 and nothing else. */
  NOT_JSON,

  /** The value is JSON, but not an object. */
  NOT_AN_OBJECT,

  /** The time field is missing or null, or the record has no timestamp where that is the time. */
  NO_TIMESTAMP,

  /** The time field holds something else than a time. */
  BAD_TIMESTAMP,

  BEFORE_1970,

  /** A used field holds a value of a type that it cannot have. */
  WRONG_TYPE,

  /** A used number has too many digits or too large an exponent, or a time is after the year 9999. */
  OUT_OF_RANGE,

  /** The value, or a string or a name in it, is longer than the limit. */
  TOO_LARGE,

  TOO_DEEP,

  /** The event is further ahead of its record's timestamp than the time guard allows. */
  TOO_FAR_AHEAD,

  /** Every aggregation groups by a field that the event does not have. */
  SKIPPED_BY_ALL;

  private final String code = name().toLowerCase(Locale.ROOT).replace('_', '-');

  /** The reason as dead letters carry it: {@code too-far-ahead}. */
  public String code() {
    return code;
  }
}
