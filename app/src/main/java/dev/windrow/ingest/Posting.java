package dev.windrow.ingest;

import dev.windrow.event.FieldPath;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Events that somebody has posted.
 *
 * @param topic an input topic
 * @param key the field whose value becomes the key of a record; empty for records without key
 * @param id tells them apart from all others, if they have one: their records carry it, with their place in the body
 * @param lines whether each line is an event; else the body is one, or an array of them
 * @param body in UTF-8; not changed any more
 */
public record Posting(String topic, Optional<String> key, Optional<String> id, boolean lines, byte[] body) {

  public Posting {
    key.ifPresent(FieldPath::parse);
  }

  /** Whether a text names a field, or one within another, with dots. */
  public static boolean isField(String text) {
    return Stream.of(text.split("\\.", -1)).noneMatch(String::isEmpty);
  }
}
