package dev.windrow.kafka.slice;

import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.record.internal.CompressionType;
import org.apache.kafka.common.record.internal.DefaultRecordBatch;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.record.internal.SimpleRecord;
import org.apache.kafka.common.utils.BufferSupplier;

/** Records as the slices that a consumer would hand over instead. */
public final class Sliced {

  private Sliced() {}

  /** Slices of the batch that these records make, which are of one partition and in offset order. */
  public static List<BatchSlice> of(List<ConsumerRecord<byte[], byte[]>> records) {
    RandomBatch batch = new RandomBatch(CompressionType.NONE, TimestampType.CREATE_TIME, records.get(0).offset());
    records.forEach(record -> batch.add(
        record.offset(), new SimpleRecord(record.timestamp(), record.key(), record.value(), record.headers().toArray())));
    MemoryRecords fetched = batch.records();
    List<BatchSlice> slices = new ArrayList<>();
    new BatchSlices((DefaultRecordBatch) fetched.batches().iterator().next(), fetched.buffer(), BufferSupplier.NO_CACHING)
        .forEachRemaining(slice -> slices.add(((SliceRecord) slice).slice()));
    return slices;
  }
}
