package dev.windrow.value;

/**
 * Bytes that this program once wrote do not read back: they were damaged, cut, or written in another format. The message says at
 * which offset, what was expected and what was found.
 */
public final class MalformedBytesException extends RuntimeException {

  public MalformedBytesException(int offset, String expected, String found) {
    super("at byte " + offset + ": expected " + expected + ", found " + found);
  }
}
