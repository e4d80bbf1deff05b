package dev.windrow.window;

import dev.windrow.value.Group;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.Optional;

/**
 * A place in the windows of an aggregation as they are listed: newest first, and the groups of a window in their canonical order.
 *
 * @param start first moment of the window, epoch ms
 */
public record WindowPosition(long start, Group group) implements Comparable<WindowPosition> {

  private static final int MAX_TEXT = 16_384;

  /** The place of a result. */
  public static WindowPosition of(WindowResult result) {
    return new WindowPosition(result.start(), result.group());
  }

  /** What {@link #text} has written; empty for any other text. */
  public static Optional<WindowPosition> parse(String text) {
    if (text.length() > MAX_TEXT) {
      return Optional.empty();
    }
    try {
      ByteBuffer bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(text));
      if (bytes.remaining() <= Long.BYTES || bytes.getLong(0) < 0) {
        return Optional.empty();
      }
      long start = bytes.getLong();
      byte[] group = new byte[bytes.remaining()];
      bytes.get(group);
      return Optional.of(new WindowPosition(start, Group.ofCanonical(group)));
    } catch (IllegalArgumentException noBase64) {
      return Optional.empty();
    }
  }

  /** In letters, digits, '-' and '_'. */
  public String text() {
    byte[] bytes = ByteBuffer.allocate(Long.BYTES + group.bytes().length).putLong(start).put(group.bytes()).array();
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  @Override
  public int compareTo(WindowPosition other) {
    return start == other.start ? group.compareTo(other.group) : Long.compare(other.start, start);
  }
}
