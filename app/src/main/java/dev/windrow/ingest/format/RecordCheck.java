package dev.windrow.ingest.format;

/** Understands what a {@link Splitter} has found. Confined to one thread. */
interface RecordCheck {

  /** What is wrong with the record in {@code bytes[from, to)}; null when nothing is. */
  Flaw check(byte[] bytes, int from, int to);

  /** The record that was checked last and had no flaw, as a JSON object. */
  byte[] json(byte[] bytes, int from, int to);
}
