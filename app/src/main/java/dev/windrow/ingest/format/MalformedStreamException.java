package dev.windrow.ingest.format;

import java.io.IOException;

/** From here on the stream cannot be understood. What came before is not affected. */
public final class MalformedStreamException extends IOException {

  MalformedStreamException(String message) {
    super(message);
  }

  static MalformedStreamException at(Mark place, String message) {
    return new MalformedStreamException("line " + place.line() + ", byte " + place.offset() + ": " + message);
  }
}
