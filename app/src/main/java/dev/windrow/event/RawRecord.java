package dev.windrow.event;

import java.util.List;

/**
 * A Kafka record as it was read, byte for byte.
 *
 * @param key null when it has none; not copied
 * @param value null when it has none; not copied
 * @param timestamp the record's own timestamp, epoch milliseconds; -1 when it has none
 */
public record RawRecord(byte[] key, byte[] value, List<RawHeader> headers, long offset, long timestamp) {

  public RawRecord {
    headers = List.copyOf(headers);
  }
}
