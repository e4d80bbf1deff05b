package dev.windrow.benchmark.flink;

import dev.windrow.benchmark.peer.Event;
import dev.windrow.benchmark.peer.EventReader;
import dev.windrow.benchmark.peer.GroupBy;
import org.apache.flink.api.common.serialization.AbstractDeserializationSchema;

/** Bytes of JSON to events; what is no event is left out. */
final class EventSchema extends AbstractDeserializationSchema<Event> {

  private static final long serialVersionUID = 1;

  private final EventReader reader = new EventReader(GroupBy.event_type);

  EventSchema() {
    super(Event.class);
  }

  /** Flink leaves out what becomes null. */
  @Override
  public Event deserialize(byte[] json) {
    Event event = new Event();
    return reader.read(json, event) ? event : null;
  }
}
