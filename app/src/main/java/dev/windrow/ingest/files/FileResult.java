package dev.windrow.ingest.files;

import java.util.Locale;

/**
 * What became of a file.
 *
 * @param file as it was named or found
 * @param records how many of it were handed to Kafka, in this run and in earlier ones
 * @param rejected how many of it became dead letters because they could not be read
 * @param error what is wrong; empty when nothing is
 */
public record FileResult(String file, long records, long rejected, Status status, String error) {

  /** How far it is. */
  public enum Status {
    READING,
    /** Read to its end. */
    DONE,
    /** Read to its end in an earlier run, and not changed since. */
    UNCHANGED,
    /** It could not be read, or not to its end. */
    FAILED,
    /** It was not even tried. */
    REFUSED;

    private final String text = name().toLowerCase(Locale.ROOT);

    public String text() {
      return text;
    }

    /** Whether something is wrong. */
    public boolean isFault() {
      return this == FAILED || this == REFUSED;
    }
  }
}
