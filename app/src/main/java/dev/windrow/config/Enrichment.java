package dev.windrow.config;

import com.fasterxml.jackson.core.JsonPointer;
import dev.windrow.event.FieldPath;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What is looked up for each record over HTTP.
 *
 * @param url with fields of the record in braces, as in {@code https://users.example.com/users/{user_id}}
 * @param fields what is added to a record, and where in the answer it is
 * @param cache how long answers are kept
 * @param onFailure what becomes of a record whose lookup failed
 * @param requests how it is asked
 */
public record Enrichment(UrlTemplate url, Map<FieldPath, JsonPointer> fields, Cache cache, OnFailure onFailure, Requests requests) {

  public Enrichment {
    fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    if (fields.isEmpty()) {
      throw new IllegalArgumentException("fields: expected at least one, found none");
    }
  }

  /** What becomes of a record whose lookup failed. */
  public enum OnFailure {
    /** It goes on without the fields. */
    PASS,
    /** It becomes a dead letter. */
    DEAD_LETTER,
    /** It waits, and all after it, until there is an answer. */
    WAIT
  }

  /**
   * Answers that are kept.
   *
   * @param entries most of them
   * @param keep how long one that was found
   * @param keepMissing how long that there is none
   */
  public record Cache(int entries, Duration keep, Duration keepMissing) {

    static final Range ENTRIES = new Range(0, 10_000_000);
    static final Range KEEP_MS = new Range(0, Range.LONGEST_MS);

    public Cache {
      ENTRIES.require("cache.entries", entries);
      KEEP_MS.requireMs("cache.keep", keep);
      KEEP_MS.requireMs("cache.keepMissing", keepMissing);
    }
  }
}
