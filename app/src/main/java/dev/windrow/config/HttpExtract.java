package dev.windrow.config;

import com.fasterxml.jackson.core.JsonPointer;
import dev.windrow.event.FieldPath;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Reads answers of other servers.
 *
 * @param urls what is asked for, at least one; each is read by itself
 * @param records where in an answer the records are: an array, or one object; empty for the whole answer
 * @param id the field that tells records apart; empty for all that a record says
 * @param format how an answer is written
 * @param pages how to come from one answer to the next
 * @param runTimeout for all pages of one run; empty for as long as it takes
 * @param requests how it is asked
 */
public record HttpExtract(
    List<URI> urls, JsonPointer records, Optional<FieldPath> id, Format format, Pages pages, Optional<Duration> runTimeout, Requests requests)
    implements Extract {

  static final String KIND = "http";
  static final Range RUN_TIMEOUT_MS = new Range(1, Range.LONGEST_MS);

  public HttpExtract {
    urls = List.copyOf(urls);
    if (urls.isEmpty()) {
      throw new IllegalArgumentException("urls: expected at least one, found none");
    }
    runTimeout.ifPresent(timeout -> RUN_TIMEOUT_MS.requireMs("runTimeout", timeout));
  }

  @Override
  public String kind() {
    return KIND;
  }

  /** How pages are told apart. */
  public enum By {
    /** There is one. */
    NONE,
    /** By their number. */
    PAGE,
    /** By how many records come before them. */
    OFFSET,
    /** By a text in the answer before. */
    CURSOR,
    /** By the {@code Link} header of the answer before, relation {@code next}. */
    LINK
  }

  /**
   * Pages of one URL.
   *
   * @param by how they are told apart
   * @param parameter of the query, with the number, offset or cursor
   * @param from the first number or offset
   * @param size how many records are asked for; 0 to leave that to the server
   * @param sizeParameter of the query, with the size
   * @param cursor where in an answer the next cursor is
   * @param most how many pages are read at most
   */
  public record Pages(By by, String parameter, int from, int size, String sizeParameter, JsonPointer cursor, int most) {

    static final Range FROM = new Range(0, Integer.MAX_VALUE);
    static final Range SIZE = new Range(0, 1_000_000);
    static final Range MOST = new Range(1, Integer.MAX_VALUE);

    public Pages {
      FROM.require("pages.from", from);
      SIZE.require("pages.size", size);
      MOST.require("pages.most", most);
      if (by == By.OFFSET && size == 0) {
        throw new IllegalArgumentException("pages.size: expected 1.." + SIZE.max() + " for pages by offset, found 0");
      }
    }
  }
}
