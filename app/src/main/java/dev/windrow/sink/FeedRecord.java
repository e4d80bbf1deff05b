package dev.windrow.sink;

/** A result as its topic has it. The bytes are not to be changed. */
public record FeedRecord(int partition, long offset, byte[] value) {

  /** About what it takes in memory. */
  long bytes() {
    return value.length + 64L;
  }
}
