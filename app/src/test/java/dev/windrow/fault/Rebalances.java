package dev.windrow.fault;

import dev.windrow.it.Settings;
import dev.windrow.kafka.TopicReader;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.protocol.ByteBufferAccessor;
import org.apache.kafka.coordinator.group.generated.GroupMetadataKey;
import org.apache.kafka.coordinator.group.generated.GroupMetadataValue;

/** Reads a group's generation from the topic in which the group coordinator keeps it: no client is told of it. */
final class Rebalances {

  private static final String TOPIC = "__consumer_offsets";

  /** The record type of a classic group's metadata. */
  private static final short GROUP_METADATA = 2;

  private Rebalances() {}

  /** How often the application's group has been rebalanced in its life. */
  static int count(Settings direct) {
    AtomicInteger highest = new AtomicInteger();
    String group = direct.config().applicationId();
    try (TopicReader reader = new TopicReader(direct.config())) {
      reader.readToEnd(List.of(TOPIC), record -> highest.accumulateAndGet(generation(record, group), Math::max));
    }
    return highest.get();
  }

  private static int generation(ConsumerRecord<byte[], byte[]> record, String group) {
    ByteBuffer key = ByteBuffer.wrap(record.key());
    if (key.getShort() != GROUP_METADATA || record.value() == null || !new GroupMetadataKey(new ByteBufferAccessor(key), (short) 0).group().equals(group)) {
      return 0;
    }
    ByteBuffer value = ByteBuffer.wrap(record.value());
    return new GroupMetadataValue(new ByteBufferAccessor(value), value.getShort()).generation();
  }
}
