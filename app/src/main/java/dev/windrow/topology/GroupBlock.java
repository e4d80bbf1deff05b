package dev.windrow.topology;

import dev.windrow.aggregate.Accumulator;
import dev.windrow.value.ByteReader;
import dev.windrow.value.ByteWriter;
import dev.windrow.value.Group;
import dev.windrow.value.MalformedBytesException;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.function.BiConsumer;

/**
 * Groups of a window, and what is kept of each, as one value of a store: a version byte, how many there are, then for each, in their order, the group's canonical bytes and
 * its {@link WindowState}, both as blocks with their lengths.
 *
 * <p>An entry of its own takes more memory for being an entry than for what is in it, and a record of the changelog. Here some dozens of groups share both.
 */
final class GroupBlock {

  private static final int VERSION = 1;

  /** Whoever wants one group reads on average half of its block, and a block is to be far below what a record may have. */
  static final int USUAL_BYTES = 4 << 10;

  private GroupBlock() {}

  /**
   * Hands over blocks of groups that have given out no result yet: the last group of each, and the block.
   *
   * @param groups in their order
   * @param enough bytes with which a block gets no further group
   */
  static void cut(Iterable<Map.Entry<Group, Accumulator>> groups, int enough, BiConsumer<Group, byte[]> out) {
    ByteWriter body = new ByteWriter();
    ByteWriter state = new ByteWriter();
    int size = 0;
    Iterator<Map.Entry<Group, Accumulator>> rest = groups.iterator();
    while (rest.hasNext()) {
      Map.Entry<Group, Accumulator> entry = rest.next();
      state.reset();
      WindowState.open(entry.getValue()).encode(state);
      body.writeBlock(entry.getKey().bytes());
      body.writeBlock(state);
      size++;
      if (body.size() >= enough || !rest.hasNext()) {
        out.accept(entry.getKey(), block(size, body));
        body.reset();
        size = 0;
      }
    }
  }

  /** How many groups a block has. */
  static int size(byte[] block) {
    return new Groups(block).size;
  }

  /** The groups of a block, in their order; MalformedBytesException, also later, for what is none. */
  static Iterator<KeptGroup> groups(byte[] block) {
    return new Groups(block);
  }

  private static byte[] block(int size, ByteWriter body) {
    ByteWriter block = new ByteWriter(body.size() + 1 + Integer.BYTES + 1);
    block.writeByte(VERSION);
    block.writeVarInt(size);
    block.writeBytes(body);
    return block.toBytes();
  }

  private static final class Groups implements Iterator<KeptGroup> {

    private final byte[] block;
    private final ByteReader in;
    private final int size;
    private int read;

    Groups(byte[] block) {
      this.block = block;
      this.in = new ByteReader(block);
      in.requireVersion(VERSION, "a block of groups of format version");
      int start = in.position();
      this.size = in.readVarInt();
      if (size == 0) {
        throw new MalformedBytesException(start, "at least one group in a block", "none");
      }
    }

    @Override
    public boolean hasNext() {
      boolean more = read < size;
      if (!more && in.remaining() > 0) {
        throw new MalformedBytesException(in.position(), "the end of a block of " + size + " groups", in.remaining() + " more bytes");
      }
      return more;
    }

    @Override
    public KeptGroup next() {
      if (!hasNext()) {
        throw new NoSuchElementException("expected another group, found the end of the block");
      }
      read++;
      Group group = Group.ofCanonical(in.readBlock());
      int length = in.readVarInt();
      int from = in.position();
      in.skip(length);
      return new KeptGroup(group, block, from, from + length);
    }
  }
}
