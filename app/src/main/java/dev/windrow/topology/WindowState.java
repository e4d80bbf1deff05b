package dev.windrow.topology;

import dev.windrow.aggregate.Accumulator;
import dev.windrow.value.ByteReader;
import dev.windrow.value.ByteWriter;
import dev.windrow.value.MalformedBytesException;

/**
 * What is kept of one group in one window.
 *
 * @param revision how many results went out; 0 while the window is open
 */
record WindowState(long revision, Accumulator sum) {

  private static final int VERSION = 1;

  static WindowState open(Accumulator sum) {
    return new WindowState(0, sum);
  }

  /** The state after one more result. */
  WindowState emitted() {
    return new WindowState(revision + 1, sum);
  }

  byte[] encode() {
    ByteWriter out = new ByteWriter();
    out.writeByte(VERSION);
    out.writeVarLong(revision);
    sum.encode(out);
    return out.toBytes();
  }

  static WindowState decode(byte[] bytes) {
    ByteReader in = new ByteReader(bytes);
    in.requireVersion(VERSION, "a window of format version");
    WindowState state = new WindowState(in.readVarLong(), Accumulator.decode(in));
    if (in.remaining() > 0) {
      throw new MalformedBytesException(in.position(), "the end of a window", in.remaining() + " more bytes");
    }
    return state;
  }
}
