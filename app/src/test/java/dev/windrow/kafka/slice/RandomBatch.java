package dev.windrow.kafka.slice;

import java.nio.ByteBuffer;
import java.util.Random;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.record.internal.CompressionType;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.record.internal.MemoryRecordsBuilder;
import org.apache.kafka.common.record.internal.RecordBatch;
import org.apache.kafka.common.record.internal.SimpleRecord;

/** A batch as a broker would keep it, with all that records may have. */
final class RandomBatch {

  private static final int MANY = 400;

  private final MemoryRecordsBuilder batch;

  RandomBatch(CompressionType codec, TimestampType type, long baseOffset) {
    batch = MemoryRecords.builder(
        ByteBuffer.allocate(1 << 16), RecordBatch.MAGIC_VALUE_V2, Compression.of(codec).build(), type, baseOffset,
        type == TimestampType.LOG_APPEND_TIME ? 5_000 : RecordBatch.NO_TIMESTAMP);
  }

  /** One with gaps, as compaction leaves them, and from one record to some hundred. */
  static MemoryRecords of(Random random, CompressionType codec, TimestampType type, long baseOffset) {
    RandomBatch batch = new RandomBatch(codec, type, baseOffset);
    long offset = baseOffset;
    int count = 1 + random.nextInt(random.nextInt(MANY) + 1);
    for (int i = 0; i < count; i++) {
      batch.add(offset, new SimpleRecord(random.nextInt(100_000), bytes(random, 10), bytes(random, size(random)), headers(random)));
      offset += random.nextInt(4) == 0 ? 1 + random.nextInt(300) : 1;
    }
    return batch.records();
  }

  void add(long offset, long timestamp, byte[] key, byte[] value) {
    add(offset, new SimpleRecord(timestamp, key, value));
  }

  void add(long offset, SimpleRecord record) {
    batch.appendWithOffset(offset, record);
  }

  MemoryRecords records() {
    return batch.build();
  }

  /** Most are small, and a few larger than a slice. */
  private static int size(Random random) {
    return random.nextInt(100) == 0 ? 100_000 : 300;
  }

  private static byte[] bytes(Random random, int most) {
    if (random.nextInt(5) == 0) {
      return null;
    }
    byte[] bytes = new byte[random.nextInt(most)];
    random.nextBytes(bytes);
    return bytes;
  }

  private static Header[] headers(Random random) {
    Header[] headers = new Header[random.nextInt(3) == 0 ? random.nextInt(4) : 0];
    for (int i = 0; i < headers.length; i++) {
      headers[i] = new RecordHeader("h" + random.nextInt(100), bytes(random, 20));
    }
    return headers;
  }
}
