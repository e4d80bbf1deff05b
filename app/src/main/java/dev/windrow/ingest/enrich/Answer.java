package dev.windrow.ingest.enrich;

import com.fasterxml.jackson.databind.JsonNode;
import dev.windrow.event.FieldPath;
import dev.windrow.value.Printable;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a lookup came to. */
sealed interface Answer {

  /** Shared by records: what is put into one is a copy, unless it cannot change. */
  record Found(Map<FieldPath, JsonNode> fields) implements Answer {

    public Found {
      fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    }
  }

  /** There is none, for sure. */
  record Missing() implements Answer {}

  /**
   * Nobody knows; never kept.
   *
   * @param detail why, on one line
   */
  record Failed(String detail) implements Answer {

    private static final int MOST_CHARACTERS = 400;

    public Failed {
      detail = Printable.text(detail);
      detail = detail.length() <= MOST_CHARACTERS ? detail : detail.substring(0, MOST_CHARACTERS) + "…";
    }
  }
}
