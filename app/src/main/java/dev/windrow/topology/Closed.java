package dev.windrow.topology;

import dev.windrow.value.ByteReader;
import dev.windrow.value.ByteWriter;
import java.util.Arrays;

/**
 * How far an aggregation's windows are closed in one merge partition, and how far their groups have given out their results. A group of a window that is open
 * in the store has been finished when this says so: with very many groups, a record per group to say it would be a third of all that is written.
 *
 * @param upTo the event time up to which windows are closed: that of the last window that closed; epoch ms, 0 when none has
 * @param finishedUpTo the event time up to which all groups of closed windows have given out their results; at most {@code upTo}
 * @param unfinished the lowest key of the {@code windows} store whose group may have to give out its result; empty for the first one after {@code finishedUpTo}
 */
record Closed(long upTo, long finishedUpTo, byte[] unfinished) {

  static final Closed NONE = new Closed(0, 0, new byte[0]);

  /** All that is closed is finished. */
  Closed finished() {
    return new Closed(upTo, upTo, new byte[0]);
  }

  /** The groups below this key are finished too. */
  Closed finishedBefore(byte[] key) {
    return new Closed(upTo, finishedUpTo, key);
  }

  Closed closedUpTo(long time) {
    return new Closed(time, finishedUpTo, unfinished);
  }

  boolean isFinished() {
    return finishedUpTo >= upTo;
  }

  /** Whether the group with this key, of a window that closes then, had its turn to give out its result. */
  boolean hasFinished(byte[] key, long closesAt) {
    return closesAt <= finishedUpTo || closesAt <= upTo && Arrays.compareUnsigned(key, unfinished) < 0;
  }

  byte[] encode() {
    ByteWriter out = new ByteWriter(2 * Long.BYTES + unfinished.length);
    out.writeLong(upTo);
    out.writeLong(finishedUpTo);
    out.writeBytes(unfinished);
    return out.toBytes();
  }

  /** MalformedBytesException for what is too short. Earlier versions wrote nothing behind the first number: they finished windows as they closed them. */
  static Closed decode(byte[] bytes) {
    ByteReader in = new ByteReader(bytes);
    long upTo = in.readLong();
    long finishedUpTo = in.remaining() == 0 ? upTo : in.readLong();
    return new Closed(upTo, finishedUpTo, in.readBytes(in.remaining()));
  }
}
