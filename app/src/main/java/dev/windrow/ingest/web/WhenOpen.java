package dev.windrow.ingest.web;

/** What becomes of a request to an origin that has failed so often that it is left alone for a while. */
public enum WhenOpen {
  /** It waits for its turn: what is asked for is needed. */
  WAIT,
  /** It fails at once. */
  FAIL
}
