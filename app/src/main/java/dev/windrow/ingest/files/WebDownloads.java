package dev.windrow.ingest.files;

import dev.windrow.ingest.web.Answer;
import dev.windrow.ingest.web.Ask;
import dev.windrow.ingest.web.Caller;
import dev.windrow.ingest.web.ShownUrl;
import dev.windrow.ingest.web.WebException;
import dev.windrow.ingest.web.WebException.Reason;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.Optional;

/** Asks as the requests of the source say: with its rate, its attempts and its limits. Thread-safe. */
public final class WebDownloads implements Downloads {

  private final Caller caller;
  private final int mostBytes;

  /** @param mostBytes of an answer, as the caller has it */
  public WebDownloads(Caller caller, int mostBytes) {
    this.caller = caller;
    this.mostBytes = mostBytes;
  }

  @Override
  public Piece get(URI address, Map<String, String> headers) throws IOException, InterruptedException {
    try {
      Answer answer = caller.get(new Ask(address, address, headers));
      return new Piece(answer.status(), answer.header("content-range"), answer.header("etag"), answer.header("last-modified"), answer.body());
    } catch (WebException e) {
      if (e.status().filter(status -> status == Piece.NOTHING_THERE).isPresent()) {
        return new Piece(Piece.NOTHING_THERE, Optional.empty(), Optional.empty(), Optional.empty(), new byte[0]);
      }
      throw new IOException(e.getMessage() + (e.reason() == Reason.TOO_LARGE ? "; the server sends all of it at once: raise response of the source's requests" : ""), e);
    }
  }

  @Override
  public int mostBytes() {
    return mostBytes;
  }

  @Override
  public String shown(URI address) {
    return ShownUrl.of(address);
  }
}
