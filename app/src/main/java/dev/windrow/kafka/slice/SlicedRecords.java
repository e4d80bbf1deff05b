package dev.windrow.kafka.slice;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Iterator;
import org.apache.kafka.common.network.TransferableChannel;
import org.apache.kafka.common.record.internal.AbstractRecords;
import org.apache.kafka.common.record.internal.DefaultRecordBatch;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.record.internal.RecordBatch;
import org.apache.kafka.common.record.internal.Records;
import org.apache.kafka.common.utils.AbstractIterator;

/**
 * What was fetched of a partition, with batches in slices. Those of other formats than 2, control batches, and one that begins before the offset where reading goes on, are
 * left to the client record by record: it knows what of them is to be passed over.
 */
final class SlicedRecords extends AbstractRecords {

  private final MemoryRecords records;
  private final long fetchOffset;

  /**
   * Bytes are not copied.
   *
   * @param fetchOffset what was asked for: nothing before it must be handed over
   */
  SlicedRecords(MemoryRecords records, long fetchOffset) {
    this.records = records;
    this.fetchOffset = fetchOffset;
  }

  @Override
  public Iterable<RecordBatch> batches() {
    return this::batchIterator;
  }

  @Override
  public AbstractIterator<RecordBatch> batchIterator() {
    Iterator<? extends RecordBatch> batches = records.batches().iterator();
    ByteBuffer bytes = records.buffer();
    return new AbstractIterator<>() {
      private int position = bytes.position();
      private long from = fetchOffset;

      @Override
      protected RecordBatch makeNext() {
        if (!batches.hasNext()) {
          return allDone();
        }
        RecordBatch batch = batches.next();
        RecordBatch seen = batch.baseOffset() < from ? batch : sliced(batch, bytes.slice(position, batch.sizeInBytes()));
        position += batch.sizeInBytes();
        from = batch.nextOffset();
        return seen;
      }
    };
  }

  @Override
  public int sizeInBytes() {
    return records.sizeInBytes();
  }

  @Override
  public int writeTo(TransferableChannel channel, int position, int length) throws IOException {
    return records.writeTo(channel, position, length);
  }

  @Override
  public Records slice(int position, int size) {
    return records.slice(position, size);
  }

  private static RecordBatch sliced(RecordBatch batch, ByteBuffer bytes) {
    return batch instanceof DefaultRecordBatch ofFormat2 && !batch.isControlBatch() ? new SlicedBatch(ofFormat2, bytes) : batch;
  }
}
