package dev.windrow.http;

/** What the holder of a token may do. */
enum Role {
  /** Ask everything there is to ask. */
  READ,
  /** Also do what changes something. */
  ADMIN;

  boolean covers(Role needed) {
    return compareTo(needed) >= 0;
  }
}
