package dev.windrow.sink;

import dev.windrow.value.ByteReader;
import dev.windrow.value.ByteWriter;
import dev.windrow.value.MalformedBytesException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * How far a listener has got in a topic: the next offset of each partition. Immutable.
 *
 * <p>As text it is what an event stream calls an event id: letters, digits, '-' and '_'. It carries a checksum of the topic's name, so that a position in
 * another topic is not taken for one in this.
 */
public final class FeedPosition {

  private static final int MAX_TEXT = 65_536;
  private static final int MAX_PARTITIONS = 4_096;

  private final long[] next;

  FeedPosition(long[] next) {
    this.next = next.clone();
  }

  /** What {@link #text} has written for the same topic; empty for any other text. */
  public static Optional<FeedPosition> parse(String topic, String text) {
    if (text.length() > MAX_TEXT) {
      return Optional.empty();
    }
    try {
      ByteReader in = new ByteReader(Base64.getUrlDecoder().decode(text));
      int checksum = in.readInt();
      int partitions = in.readVarInt();
      if (checksum != checksum(topic) || partitions > MAX_PARTITIONS) {
        return Optional.empty();
      }
      long[] next = new long[partitions];
      for (int partition = 0; partition < partitions; partition++) {
        next[partition] = in.readVarLong();
      }
      return in.remaining() == 0 ? Optional.of(new FeedPosition(next)) : Optional.empty();
    } catch (IllegalArgumentException | MalformedBytesException other) {
      return Optional.empty();
    }
  }

  String text(String topic) {
    ByteWriter out = new ByteWriter();
    out.writeInt(checksum(topic));
    out.writeVarInt(next.length);
    for (long offset : next) {
      out.writeVarLong(offset);
    }
    return Base64.getUrlEncoder().withoutPadding().encodeToString(out.toBytes());
  }

  int partitions() {
    return next.length;
  }

  /** Next offset of a partition; 0 for one that there was not yet. */
  long next(int partition) {
    return partition < next.length ? next[partition] : 0;
  }

  /** The position behind a record. */
  FeedPosition after(int partition, long offset) {
    long[] moved = Arrays.copyOf(next, Math.max(next.length, partition + 1));
    moved[partition] = Math.max(moved[partition], offset + 1);
    return new FeedPosition(moved);
  }

  private static int checksum(String topic) {
    CRC32C crc = new CRC32C();
    crc.update(topic.getBytes(StandardCharsets.UTF_8));
    return (int) crc.getValue();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof FeedPosition position && Arrays.equals(next, position.next);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(next);
  }

  @Override
  public String toString() {
    return Arrays.toString(next);
  }
}
