package dev.windrow.config;

import dev.windrow.event.FieldPath;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * From where events are brought into Kafka.
 *
 * @param name names what is kept of it: where reading goes on, transactions, metrics
 * @param extract what is read
 * @param topic where its records go
 * @param key the field that becomes the key of a record; empty for records without key
 * @param every how long after the end of a run the next one begins; empty for one run
 * @param deadLetters where goes what is no record
 * @param transform what is done to each record, in this order
 * @param enrich what is looked up for each record after that
 */
public record Source(
    String name,
    Extract extract,
    String topic,
    Optional<FieldPath> key,
    Optional<Duration> every,
    String deadLetters,
    List<Step> transform,
    Optional<Enrichment> enrich) {

  static final Range EVERY_MS = new Range(10, Range.LONGEST_MS);

  public Source {
    Names.SOURCE.require("name", name);
    Names.TOPIC.require("topic", topic);
    Names.TOPIC.require("deadLetters", deadLetters);
    every.ifPresent(pause -> EVERY_MS.requireMs("every", pause));
    transform = List.copyOf(transform);
  }
}
