package dev.windrow.topology;

import dev.windrow.aggregate.Accumulator;
import dev.windrow.value.ByteReader;
import dev.windrow.value.ByteWriter;
import dev.windrow.value.MalformedBytesException;
import dev.windrow.window.WindowResult.Status;

/**
 * What is kept of one group in one window.
 *
 * @param status what its last result was; open when none went out. In the store it stays open when its window has closed and it gave out its result: what is
 *     {@link Closed} says so
 * @param revision how many results went out
 */
record WindowState(Status status, long revision, Accumulator sum) {

  private static final int VERSION = 2;
  private static final Status[] STATUSES = {Status.OPEN, Status.FINAL, Status.REVISED};

  static WindowState open(Accumulator sum) {
    return new WindowState(Status.OPEN, 0, sum);
  }

  /** The state of an open window after its first result. */
  WindowState closed() {
    return new WindowState(Status.FINAL, revision + 1, sum);
  }

  /** The state after one more result, also the first one of a group that came too late for that of its window. */
  WindowState revised() {
    return new WindowState(Status.REVISED, revision + 1, sum);
  }

  /** As it is in truth: a group that is open in the store has given out its result if it was finished. */
  WindowState after(boolean finished) {
    return finished && status == Status.OPEN ? closed() : this;
  }

  byte[] encode() {
    ByteWriter out = new ByteWriter();
    encode(out);
    return out.toBytes();
  }

  void encode(ByteWriter out) {
    out.writeByte(VERSION);
    out.writeByte(status.ordinal());
    out.writeVarLong(revision);
    sum.encode(out);
  }

  static WindowState decode(byte[] bytes) {
    return decode(new ByteReader(bytes));
  }

  /** Reads all that there is; MalformedBytesException for what is no state. */
  static WindowState decode(ByteReader in) {
    in.requireVersion(VERSION, "a window of format version");
    int start = in.position();
    int status = in.readByte();
    long revision = in.readVarLong();
    if (status < 0 || status >= STATUSES.length || !STATUSES[status].allows(revision)) {
      throw new MalformedBytesException(start, "the status of a window and a revision that it can have", status + " and " + revision);
    }
    WindowState state = new WindowState(STATUSES[status], revision, Accumulator.decode(in));
    if (in.remaining() > 0) {
      throw new MalformedBytesException(in.position(), "the end of a window", in.remaining() + " more bytes");
    }
    return state;
  }
}
