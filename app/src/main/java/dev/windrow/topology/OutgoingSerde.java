package dev.windrow.topology;

import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;

/** Writes a record's value; which topic it goes to is the topology's business. */
final class OutgoingSerde implements Serde<Outgoing> {

  @Override
  public Serializer<Outgoing> serializer() {
    return (topic, outgoing) -> outgoing.value();
  }

  @Override
  public Deserializer<Outgoing> deserializer() {
    throw new UnsupportedOperationException("results are only written");
  }
}
