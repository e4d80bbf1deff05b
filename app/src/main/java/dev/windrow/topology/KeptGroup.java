package dev.windrow.topology;

import dev.windrow.value.ByteReader;
import dev.windrow.value.Group;

/**
 * A group in a window, and what is kept of it: the encoded state from index {@code from} up to, but not including, {@code to}. Not for comparisons.
 *
 * @param bytes not copied, so not to be written into
 */
record KeptGroup(Group group, byte[] bytes, int from, int to) {

  /** With a value of its own. */
  KeptGroup(Group group, byte[] value) {
    this(group, value, 0, value.length);
  }

  /** Decoded anew; MalformedBytesException for what is none. */
  WindowState state() {
    return WindowState.decode(new ByteReader(bytes, from, to));
  }
}
