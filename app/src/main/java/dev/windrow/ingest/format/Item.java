package dev.windrow.ingest.format;

/** What stands between two places of a stream: a record, or what should have been one. */
public sealed interface Item {

  /** Where it begins, in bytes of the unpacked stream. */
  long offset();

  /** The line in which it begins, from 1. */
  long line();

  /** Its bytes. */
  byte[] bytes();

  /** A record: one JSON object. */
  record Good(long offset, long line, byte[] bytes) implements Item {}

  /**
   * No record.
   *
   * @param bytes as they stand there; the first {@value RecordStream#KEPT_BYTES} of what is too large
   * @param reason a code, as dead letters carry it: {@code malformed_json}, {@code malformed_csv}, {@code not_an_object}, {@code record_too_large}, {@code too_deep}
   * @param detail what was expected and what was found
   */
  record Bad(long offset, long line, byte[] bytes, String reason, String detail) implements Item {}
}
