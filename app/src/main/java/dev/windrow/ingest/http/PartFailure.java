package dev.windrow.ingest.http;

/** The rest of an address cannot be read in this run. */
final class PartFailure extends Exception {

  private static final long serialVersionUID = 1L;

  PartFailure(String message) {
    super(message);
  }
}
