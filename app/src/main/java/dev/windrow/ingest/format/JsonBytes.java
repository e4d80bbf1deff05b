package dev.windrow.ingest.format;

import java.util.Arrays;

/** JSON text that is being written, byte by byte. Used again and again, so it allocates only while it grows. Confined to one thread. */
final class JsonBytes {

  private static final byte[] HEX = {'0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'};
  private static final int LONGEST_ESCAPE = 6;

  private byte[] bytes = new byte[256];
  private int length;

  int length() {
    return length;
  }

  /** Forgets what was written after so many bytes. */
  void cut(int toLength) {
    length = toLength;
  }

  byte[] copy() {
    return Arrays.copyOf(bytes, length);
  }

  void append(char ascii) {
    require(1);
    bytes[length++] = (byte) ascii;
  }

  void append(byte[] text) {
    require(text.length);
    System.arraycopy(text, 0, bytes, length, text.length);
    length += text.length;
  }

  /** A byte of a string's text, escaped where JSON wants it. */
  void appendText(byte text) {
    require(LONGEST_ESCAPE);
    if (text == '"' || text == '\\') {
      bytes[length++] = '\\';
      bytes[length++] = text;
    } else if (text >= 0 && text < ' ') {
      escape(text);
    } else {
      bytes[length++] = text;
    }
  }

  private void escape(byte control) {
    bytes[length++] = '\\';
    int known = "\b\f\n\r\t".indexOf(control);
    if (known >= 0) {
      bytes[length++] = (byte) "bfnrt".charAt(known);
      return;
    }
    bytes[length++] = 'u';
    bytes[length++] = '0';
    bytes[length++] = '0';
    bytes[length++] = HEX[control >> 4];
    bytes[length++] = HEX[control & 0xF];
  }

  private void require(int more) {
    if (bytes.length - length < more) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + more));
    }
  }
}
