package dev.windrow.ingest.enrich;

/** Where to look for what belongs to a record. */
sealed interface Address {

  /** A complete address. */
  record Known(String url) implements Address {}

  /**
   * The record does not have what it takes.
   *
   * @param reason a code, as dead letters carry it
   * @param detail in words, on one line
   */
  record Unknown(String reason, String detail) implements Address {}
}
