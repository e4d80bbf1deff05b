package dev.windrow.kafka.slice;

import java.nio.ByteBuffer;
import java.util.Iterator;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.record.internal.CompressionType;
import org.apache.kafka.common.record.internal.DefaultRecordBatch;
import org.apache.kafka.common.record.internal.Record;
import org.apache.kafka.common.record.internal.RecordBatch;
import org.apache.kafka.common.utils.BufferSupplier;
import org.apache.kafka.common.utils.CloseableIterator;

/**
 * A fetched batch whose records the client sees as slices; all else is the batch's own.
 *
 * @param bytes all of the batch as it was fetched, with an array
 */
record SlicedBatch(DefaultRecordBatch batch, ByteBuffer bytes) implements RecordBatch {

  @Override
  public CloseableIterator<Record> streamingIterator(BufferSupplier buffers) {
    return new BatchSlices(batch, bytes, buffers);
  }

  @Override
  public Iterator<Record> iterator() {
    return streamingIterator(BufferSupplier.NO_CACHING);
  }

  @Override
  public void ensureValid() {
    batch.ensureValid();
  }

  @Override
  public void writeTo(ByteBuffer buffer) {
    batch.writeTo(buffer);
  }

  @Override
  public boolean isValid() {
    return batch.isValid();
  }

  @Override
  public long checksum() {
    return batch.checksum();
  }

  @Override
  public long maxTimestamp() {
    return batch.maxTimestamp();
  }

  @Override
  public TimestampType timestampType() {
    return batch.timestampType();
  }

  @Override
  public long baseOffset() {
    return batch.baseOffset();
  }

  @Override
  public long lastOffset() {
    return batch.lastOffset();
  }

  @Override
  public long nextOffset() {
    return batch.nextOffset();
  }

  @Override
  public byte magic() {
    return batch.magic();
  }

  @Override
  public long producerId() {
    return batch.producerId();
  }

  @Override
  public short producerEpoch() {
    return batch.producerEpoch();
  }

  @Override
  public boolean hasProducerId() {
    return batch.hasProducerId();
  }

  @Override
  public int baseSequence() {
    return batch.baseSequence();
  }

  @Override
  public int lastSequence() {
    return batch.lastSequence();
  }

  @Override
  public CompressionType compressionType() {
    return batch.compressionType();
  }

  @Override
  public int sizeInBytes() {
    return batch.sizeInBytes();
  }

  @Override
  public Integer countOrNull() {
    return batch.countOrNull();
  }

  @Override
  public boolean isCompressed() {
    return batch.isCompressed();
  }

  @Override
  public boolean isTransactional() {
    return batch.isTransactional();
  }

  @Override
  public OptionalLong deleteHorizonMs() {
    return batch.deleteHorizonMs();
  }

  @Override
  public int partitionLeaderEpoch() {
    return batch.partitionLeaderEpoch();
  }

  @Override
  public boolean isControlBatch() {
    return batch.isControlBatch();
  }

  @Override
  public Optional<Long> offsetOfMaxTimestamp() {
    return batch.offsetOfMaxTimestamp();
  }
}
