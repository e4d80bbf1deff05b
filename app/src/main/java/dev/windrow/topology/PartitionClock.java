package dev.windrow.topology;

import dev.windrow.event.EventBatch;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.streams.processor.TimestampExtractor;

/**
 * Keeps each partition's clock (rule S2) where Kafka Streams already keeps the highest timestamp of a partition: in the
 * metadata of the committed offset, so that it survives restarts and moves to another machine without a store.
 *
 * <p>The extractor is given the clock before the batch and returns the clock after it. It is called for the next batch
 * before the last one is processed, which is fine: it has already been told the last one's time. It never returns a
 * negative time, for which Kafka Streams would skip the whole batch.
 */
final class PartitionClock implements TimestampExtractor {

  @Override
  public long extract(ConsumerRecord<Object, Object> record, long partitionTime) {
    EventBatch batch = (EventBatch) record.value();
    batch.settle(record.offset(), Math.max(0, partitionTime), record.timestamp());
    return batch.clockAfter();
  }
}
