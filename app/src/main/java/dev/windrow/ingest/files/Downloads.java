package dev.windrow.ingest.files;

import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.Optional;

/** Asks servers for what is at an address. Thread-safe. */
public interface Downloads {

  /**
   * The answer to one request, tried again as often as is allowed.
   *
   * @param headers sent besides the usual ones
   * @throws IOException when there is no answer that can be used; the message says what was asked, without secrets
   */
  Piece get(URI address, Map<String, String> headers) throws IOException, InterruptedException;

  /** How many bytes may come at a time. */
  int mostBytes();

  /** An address without what nobody should see. */
  String shown(URI address);

  /**
   * An answer.
   *
   * @param status 200, 206 or 416
   */
  record Piece(int status, Optional<String> contentRange, Optional<String> etag, Optional<String> lastModified, byte[] body) {

    static final int PARTIAL = 206;
    static final int NOTHING_THERE = 416;
  }
}
