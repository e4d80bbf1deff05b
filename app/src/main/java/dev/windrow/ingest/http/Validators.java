package dev.windrow.ingest.http;

import dev.windrow.ingest.web.Answer;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** By what a server knows whether an answer is still the same (RFC 9110, section 8.8). */
record Validators(Optional<String> etag, Optional<String> modified) {

  static final Validators NONE = new Validators(Optional.empty(), Optional.empty());

  /** Longer ones are not worth their place. */
  private static final int LONGEST = 4_096;

  static Validators of(Answer answer) {
    return new Validators(answer.header("etag").filter(Validators::isShort), answer.header("last-modified").filter(Validators::isShort));
  }

  /** Headers that ask for an answer only if it is another one. */
  Map<String, String> headers() {
    Map<String, String> headers = new HashMap<>();
    etag.ifPresent(value -> headers.put("if-none-match", value));
    modified.ifPresent(value -> headers.put("if-modified-since", value));
    return headers;
  }

  private static boolean isShort(String value) {
    return value.length() <= LONGEST;
  }
}
