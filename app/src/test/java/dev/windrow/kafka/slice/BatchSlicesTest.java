package dev.windrow.kafka.slice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.record.internal.CompressionType;
import org.apache.kafka.common.record.internal.DefaultRecordBatch;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.record.internal.MutableRecordBatch;
import org.apache.kafka.common.record.internal.Record;
import org.apache.kafka.common.utils.BufferSupplier;
import org.apache.kafka.common.utils.Utils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Kafka's own reader of batches says what must come out. */
class BatchSlicesTest {

  static Stream<Arguments> kinds() {
    return Arrays.stream(CompressionType.values())
        .flatMap(codec -> Stream.of(TimestampType.CREATE_TIME, TimestampType.LOG_APPEND_TIME).map(type -> Arguments.of(codec, type)));
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void slicesHaveTheRecordsThatKafkaReads(CompressionType codec, TimestampType type) {
    for (int seed = 0; seed < 12; seed++) {
      MemoryRecords records = RandomBatch.of(new Random(seed), codec, type, 1_000);
      assertThat(texts(slices(records))).as("seed %d", seed).isEqualTo(texts(records));
    }
  }

  @ParameterizedTest
  @EnumSource(CompressionType.class)
  void slicesAreSmallAndFollowEachOther(CompressionType codec) {
    RandomBatch batch = new RandomBatch(codec, TimestampType.CREATE_TIME, 100);
    for (int i = 0; i < 2_000; i++) {
      batch.add(100 + i, 1_000, null, new byte[100]);
    }

    List<SliceRecord> slices = slices(batch.records());

    assertThat(slices).hasSizeBetween(6, 9).allSatisfy(slice -> assertThat(slice.sizeInBytes()).isLessThan(BatchSlices.ENOUGH_BYTES + 200));
    assertThat(slices.stream().mapToInt(slice -> slice.slice().count()).sum()).isEqualTo(2_000);
    long next = 100;
    for (SliceRecord slice : slices) {
      next += slice.slice().count();
      assertThat(slice.offset()).isEqualTo(next - 1);
    }
  }

  @Test
  void anUncompressedSliceLiesInWhatWasFetched() {
    MemoryRecords records = RandomBatch.of(new Random(1), CompressionType.NONE, TimestampType.CREATE_TIME, 0);

    assertThat(slices(records)).allSatisfy(slice -> assertThat(slice.slice().array()).isSameAs(records.buffer().array()));
  }

  /** Nobody has to look at the whole of what may have been compressed a thousand times. */
  @ParameterizedTest
  @EnumSource(value = CompressionType.class, names = "NONE", mode = EnumSource.Mode.EXCLUDE)
  void aCompressedBatchIsDecompressedWhenItIsAskedFor(CompressionType codec) {
    RandomBatch batch = new RandomBatch(codec, TimestampType.CREATE_TIME, 0);
    for (int i = 0; i < 200; i++) {
      batch.add(i, 0, null, new byte[100_000]);
    }

    try (BatchSlices slices = slices(only(batch.records()))) {
      BatchSlice first = ((SliceRecord) slices.next()).slice();
      assertThat(first.count()).isEqualTo(1);
      assertThat(first.array().length).isLessThan(300_000);
      assertThat(slices.hasNext()).isTrue();
    }
  }

  @Test
  void askedForMoreThanThereIsItSaysSo() {
    RandomBatch batch = new RandomBatch(CompressionType.NONE, TimestampType.CREATE_TIME, 0);
    batch.add(0, 0, null, new byte[1]);
    BatchSlices slices = slices(only(batch.records()));
    slices.next();

    assertThat(slices.hasNext()).isFalse();
    assertThatExceptionOfType(NoSuchElementException.class).isThrownBy(slices::next);
  }

  @ParameterizedTest
  @EnumSource(CompressionType.class)
  void aBatchWithFewerRecordsThanItSaysIsRefused(CompressionType codec) {
    MemoryRecords records = twoRecords(codec);
    records.buffer().putInt(DefaultRecordBatch.RECORDS_COUNT_OFFSET, 3);

    assertThatExceptionOfType(InvalidRecordException.class).isThrownBy(() -> texts(slices(records)))
        .withMessageContaining("the batch that begins at offset 5 cannot be read at byte").withMessageContaining("1 more records in the batch");
  }

  @ParameterizedTest
  @EnumSource(CompressionType.class)
  void aBatchWithMoreRecordsThanItSaysIsRefused(CompressionType codec) {
    MemoryRecords records = twoRecords(codec);
    records.buffer().putInt(DefaultRecordBatch.RECORDS_COUNT_OFFSET, 1);

    assertThatExceptionOfType(InvalidRecordException.class).isThrownBy(() -> texts(slices(records)))
        .withMessageContaining("the batch that begins at offset 5 cannot be read at byte").withMessageContaining("expected the end of the batch");
  }

  /** A checksum would have to be wrong for that, but nothing may hang, and nothing outside of the batch may be read. (Snappy throws errors of its own.) */
  @ParameterizedTest
  @EnumSource(value = CompressionType.class, names = "SNAPPY", mode = EnumSource.Mode.EXCLUDE)
  void aDamagedBatchIsReadOrRefused(CompressionType codec) {
    Random random = new Random(17);
    int refused = 0;
    for (int turn = 0; turn < 500; turn++) {
      MemoryRecords records = RandomBatch.of(new Random(turn % 20), codec, TimestampType.CREATE_TIME, 7);
      int at = DefaultRecordBatch.RECORD_BATCH_OVERHEAD + random.nextInt(records.sizeInBytes() - DefaultRecordBatch.RECORD_BATCH_OVERHEAD);
      records.buffer().put(at, (byte) random.nextInt(256));
      try {
        texts(slices(records));
      } catch (KafkaException invalid) {
        refused++;
      }
    }
    assertThat(refused).isPositive();
  }

  private static MemoryRecords twoRecords(CompressionType codec) {
    RandomBatch batch = new RandomBatch(codec, TimestampType.CREATE_TIME, 5);
    batch.add(5, 1_000, new byte[] {1}, new byte[] {2, 3});
    batch.add(6, 1_000, null, new byte[] {4});
    return batch.records();
  }

  private static List<SliceRecord> slices(MemoryRecords records) {
    List<SliceRecord> slices = new ArrayList<>();
    try (BatchSlices each = slices(only(records))) {
      each.forEachRemaining(slice -> slices.add((SliceRecord) slice));
    }
    return slices;
  }

  private static BatchSlices slices(SlicedBatch batch) {
    return (BatchSlices) batch.streamingIterator(BufferSupplier.create());
  }

  private static SlicedBatch only(MemoryRecords records) {
    MutableRecordBatch batch = records.batches().iterator().next();
    return new SlicedBatch((DefaultRecordBatch) batch, records.buffer());
  }

  private static List<String> texts(List<SliceRecord> slices) {
    List<String> texts = new ArrayList<>();
    for (SliceRecord slice : slices) {
      BatchSlice.Cursor at = slice.slice().cursor();
      while (at.next()) {
        texts.add(text(at.offset(), at.timestamp(), at.key(), at.value(), at.headers()));
      }
    }
    return texts;
  }

  private static List<String> texts(MemoryRecords records) {
    List<String> texts = new ArrayList<>();
    for (Record record : records.records()) {
      texts.add(text(record.offset(), record.timestamp(), Utils.toNullableArray(record.key()), Utils.toNullableArray(record.value()), record.headers()));
    }
    return texts;
  }

  private static String text(long offset, long timestamp, byte[] key, byte[] value, Header[] headers) {
    return offset + " " + timestamp + " " + Arrays.toString(key) + " " + Arrays.toString(value) + " " + Arrays.toString(headers);
  }
}
