package dev.windrow.benchmark.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ResponseReaderTest {

  private final ResponseReader reader = new ResponseReader();

  @Test
  void responseIsWholeWithItsLastByteHoweverItComes() throws IOException {
    String text = "HTTP/1.1 404 Not Found\r\nContent-Type: a\r\ncontent-length: 5\r\nX: y\r\n\r\nhe\r\nl";
    for (int round = 0; round < 2; round++) {
      for (int i = 0; i < text.length() - 1; i++) {
        assertThat(fill(text.substring(i, i + 1))).isEmpty();
      }
      Response response = fill(text.substring(text.length() - 1)).orElseThrow();
      assertThat(response.status()).isEqualTo(404);
      assertThat(response.body()).asString(StandardCharsets.US_ASCII).isEqualTo("he\r\nl");
    }
  }

  @Test
  void longBodiesAndEmptyOnesAreRead() throws IOException {
    String body = "x".repeat(100_000);
    assertThat(fill("HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n")).isEmpty();
    assertThat(fill(body).orElseThrow().body()).hasSize(100_000);
    assertThat(fill("HTTP/1.1 304 Not Modified\r\nContent-Length: 0\r\n\r\n").orElseThrow().status()).isEqualTo(304);
  }

  @Test
  void whatIsNoResponseOrMoreThanOneIsRefused() {
    for (String text : new String[] {
        "HTTP/1.1 200 OK\r\n\r\n", "HTTP/1.1 200 OK\r\nContent-Length: x\r\n\r\n", "HTTP/2 200\r\nContent-Length: 0\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\nmore"}) {
      assertThatIOException().as(text).isThrownBy(() -> fill(new ResponseReader(), text));
    }
  }

  private Optional<Response> fill(String text) throws IOException {
    return fill(reader, text);
  }

  private static Optional<Response> fill(ResponseReader reader, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    Optional<Response> whole = Optional.empty();
    for (int at = 0; at < bytes.length;) {
      ByteBuffer room = reader.room();
      int count = Math.min(room.remaining(), bytes.length - at);
      room.put(bytes, at, count);
      at += count;
      whole = reader.filled(count);
    }
    return whole;
  }
}
