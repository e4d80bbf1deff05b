package dev.windrow.ingest.transform;

import dev.windrow.value.Printable;
import java.util.Locale;

/**
 * Why a record cannot be transformed, which makes it a dead letter.
 *
 * @param detail the step, the field, what was expected and what was found; on one line
 */
record Flaw(Reason reason, String detail) {

  private static final int MOST_CHARACTERS = 400;

  /** What can be wrong. */
  enum Reason {
    /** A field that is required is missing or null. */
    MISSING_FIELD,
    /** A field has a value that the step cannot do its work on. */
    BAD_VALUE,
    /** A field cannot be put where it should be: something else is there. */
    FIELD_TAKEN;

    /** As dead letters carry it: {@code missing_field}. */
    String code() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  Flaw {
    detail = Printable.text(detail);
    detail = detail.length() <= MOST_CHARACTERS ? detail : detail.substring(0, MOST_CHARACTERS) + "…";
  }
}
