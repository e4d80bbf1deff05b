package dev.windrow.benchmark.load;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Makes responses of the bytes of a connection: of HTTP/1.1, with Content-Length, one at a time. Confined to one thread. */
final class ResponseReader {

  private static final int FIRST_SIZE = 16 * 1024;
  private static final int LONGEST = 16 * 1024 * 1024;
  private static final String LENGTH = "\r\ncontent-length:";
  private static final String END_OF_HEADER = "\r\n\r\n";
  private static final String VERSION = "HTTP/1.1 ";

  private byte[] bytes = new byte[FIRST_SIZE];
  private int length;
  private int bodyStart;
  private int end;
  private int status;

  /** Where the next bytes go; never without room. */
  ByteBuffer room() throws IOException {
    if (length == bytes.length) {
      if (length >= LONGEST) {
        throw new IOException("expected a response of at most " + LONGEST + " bytes");
      }
      bytes = Arrays.copyOf(bytes, 2 * length);
    }
    return ByteBuffer.wrap(bytes, length, bytes.length - length);
  }

  /** Takes note that so many bytes went there; the response when it is whole now. */
  Optional<Response> filled(int count) throws IOException {
    length += count;
    if (bodyStart == 0) {
      readHeader();
    }
    if (bodyStart == 0 || length < end) {
      return Optional.empty();
    }
    if (length > end) {
      throw new IOException("expected nothing after a response of " + end + " bytes, found " + (length - end) + " more");
    }
    Response response = new Response(status, Arrays.copyOfRange(bytes, bodyStart, end));
    length = 0;
    bodyStart = 0;
    return Optional.of(response);
  }

  private void readHeader() throws IOException {
    String header = new String(bytes, 0, length, StandardCharsets.ISO_8859_1);
    int headerEnd = header.indexOf(END_OF_HEADER);
    if (headerEnd < 0) {
      return;
    }
    header = header.substring(0, headerEnd).toLowerCase(Locale.ROOT);
    int at = header.indexOf(LENGTH);
    if (at < 0 || !header.startsWith(VERSION.toLowerCase(Locale.ROOT))) {
      throw new IOException("expected a response of HTTP/1.1 with Content-Length, found " + header);
    }
    try {
      status = Integer.parseInt(header.substring(VERSION.length(), VERSION.length() + 3));
      bodyStart = headerEnd + END_OF_HEADER.length();
      end = Math.addExact(bodyStart, Integer.parseInt(header.substring(at + LENGTH.length()).lines().findFirst().orElse("").strip()));
    } catch (NumberFormatException | ArithmeticException e) {
      throw new IOException("expected a status and a length, found " + header, e);
    }
  }
}
