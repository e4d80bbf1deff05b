package dev.windrow.ingest.format;

/** Why something is no record: a code, and in words. */
record Flaw(String reason, String detail) {

  static final String NOT_JSON = "not-json";
  static final String NOT_CSV = "not-csv";
  static final String NOT_AN_OBJECT = "not-an-object";
  static final String TOO_LARGE = "too-large";
  static final String TOO_DEEP = "too-deep";

  static Flaw tooLarge(int most) {
    return new Flaw(TOO_LARGE, "expected at most " + most + " bytes, found more");
  }
}
