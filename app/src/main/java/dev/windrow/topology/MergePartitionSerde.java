package dev.windrow.topology;

import java.nio.ByteBuffer;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.IntegerSerializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;

/** The key of a partial: the number of its merge partition. Any other key reads as null, so that stage 2 can say where it stands. */
final class MergePartitionSerde implements Serde<Integer> {

  @Override
  public Serializer<Integer> serializer() {
    return new IntegerSerializer();
  }

  @Override
  public Deserializer<Integer> deserializer() {
    return (topic, key) -> key == null || key.length != Integer.BYTES ? null : ByteBuffer.wrap(key).getInt();
  }
}
