package dev.windrow.event;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Makes frames by hand: {@link #begin}, then for each record {@link #record} and its headers, then {@link #finish}; then again. */
public final class FrameBuilder {

  private static final int BEFORE = 2;
  private static final int AFTER = 3;

  private int partitions;
  private long wallMs;
  private List<RawRecord> records = List.of();

  /** Records by value; each lies in the middle of an array of its own. Whoever asks after they were released fails. */
  private static final class Given implements Records {

    private final int count;
    private List<RawRecord> given;

    Given(List<RawRecord> given) {
      this.count = given.size();
      this.given = given;
    }

    @Override
    public int count() {
      return count;
    }

    @Override
    public long offset(int index) {
      return given.get(index).offset();
    }

    @Override
    public long timestamp(int index) {
      return given.get(index).timestamp();
    }

    @Override
    public byte[] valueArray(int index) {
      byte[] value = given.get(index).value();
      return value == null ? null : ByteBuffer.allocate(BEFORE + value.length + AFTER).put(BEFORE, value).array();
    }

    @Override
    public int valueFrom(int index) {
      return BEFORE;
    }

    @Override
    public int valueLength(int index) {
      return given.get(index).value().length;
    }

    @Override
    public byte[] key(int index) {
      return given.get(index).key();
    }

    @Override
    public List<RawHeader> headers(int index) {
      return given.get(index).headers();
    }

    @Override
    public void release() {
      given = null;
    }
  }

  public void begin(int partitionsOfTopic, long wall) {
    partitions = partitionsOfTopic;
    wallMs = wall;
    records = new ArrayList<>();
  }

  public void record(long offset, long timestamp, byte[] key, byte[] value) {
    record(new RawRecord(key, value, List.of(), offset, timestamp));
  }

  public void record(RawRecord record) {
    records.add(record);
  }

  /** How many records there are so far. */
  public int count() {
    return records.size();
  }

  public Frame finish() {
    return finish(false);
  }

  /** @param caughtUp whether nothing stood behind it */
  public Frame finish(boolean caughtUp) {
    return Frame.of(new Given(List.copyOf(records)), partitions, wallMs, caughtUp);
  }
}
