package dev.windrow.ingest.format;

/** Why something is no record: a code, and in words. */
record Flaw(String reason, String detail) {

  static final String NOT_JSON = "malformed_json";
  static final String NOT_CSV = "malformed_csv";
  static final String NOT_AN_OBJECT = "not_an_object";
  static final String TOO_LARGE = "record_too_large";
  static final String TOO_DEEP = "too_deep";

  static Flaw tooLarge(int most) {
    return new Flaw(TOO_LARGE, "expected at most " + most + " bytes, found more");
  }
}
