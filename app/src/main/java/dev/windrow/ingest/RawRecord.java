package dev.windrow.ingest;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * A record as it was read.
 *
 * @param id tells it apart from all others of its source, and is the same whenever it is read again; goes into its header {@code windrow-id}
 * @param place where it was read, for people: {@code orders.csv:17}
 * @param json one JSON object in UTF-8; not changed any more
 * @param key the key that it has already; the key that its source is told to give goes before it
 * @param timestampMs the time that it has already, besides what it says itself; without one it is the time of sending
 */
public record RawRecord(String id, String place, byte[] json, Optional<byte[]> key, OptionalLong timestampMs) {

  public RawRecord(String id, String place, byte[] json) {
    this(id, place, json, Optional.empty(), OptionalLong.empty());
  }
}
