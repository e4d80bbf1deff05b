package dev.windrow.http;

/** What the holder of a token may do. */
enum Role {
  /** Ask everything there is to ask. */
  READ,
  /** Post events, and nothing else: whoever brings data need not see any. */
  WRITE,
  /** Everything. */
  ADMIN;

  boolean covers(Role needed) {
    return this == ADMIN || this == needed;
  }
}
