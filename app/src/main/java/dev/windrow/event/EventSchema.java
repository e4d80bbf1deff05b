package dev.windrow.event;

import java.util.List;
import java.util.Optional;

/**
 * What is to be read of an event: the fields that some aggregation uses, each in a column of its own.
 *
 * @param time the field that holds the event time; empty for the Kafka record's own timestamp
 * @param groupFields distinct fields to group by; the index is the column
 * @param numberFields distinct fields that are measured; the index is the column
 * @param groupings for each aggregation the columns of {@code groupFields} that it groups by; an event without one of
 *     them is skipped by that aggregation
 * @param limits how large an event may be
 * @param maxAheadMs how far an event may be ahead of its record's timestamp
 */
public record EventSchema(
    Optional<FieldPath> time,
    List<FieldPath> groupFields,
    List<FieldPath> numberFields,
    List<List<Integer>> groupings,
    Limits limits,
    long maxAheadMs) {

  public EventSchema {
    groupFields = List.copyOf(groupFields);
    numberFields = List.copyOf(numberFields);
    groupings = groupings.stream().map(List::copyOf).toList();
  }
}
