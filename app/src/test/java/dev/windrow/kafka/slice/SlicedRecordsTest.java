package dev.windrow.kafka.slice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.groups.Tuple.tuple;

import java.lang.reflect.Method;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.errors.CorruptRecordException;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.record.internal.CompressionType;
import org.apache.kafka.common.record.internal.ControlRecordType;
import org.apache.kafka.common.record.internal.EndTransactionMarker;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.record.internal.RecordBatch;
import org.apache.kafka.common.record.internal.Record;
import org.apache.kafka.common.record.internal.SimpleRecord;
import org.junit.jupiter.api.Test;

class SlicedRecordsTest {

  @Test
  void batchesFromTheFetchOffsetOnAreSliced() {
    SlicedRecords records = new SlicedRecords(answer(batch(10, 12), batch(13, 13), batch(20, 22)), 10);

    assertThat(records.batches()).allMatch(SlicedBatch.class::isInstance).extracting(RecordBatch::baseOffset, RecordBatch::nextOffset)
        .containsExactly(tuple(10L, 13L), tuple(13L, 14L), tuple(20L, 23L));
    assertThat(offsets(records)).containsExactly(10L, 11L, 12L, 13L, 20L, 21L, 22L);
  }

  /** Brokers answer with whole batches; the client passes over what has not been asked for. */
  @Test
  void aBatchThatBeginsBeforeTheFetchOffsetStaysAsItIs() {
    SlicedRecords records = new SlicedRecords(answer(batch(10, 12), batch(13, 14)), 11);

    assertThat(records.batches()).extracting(SlicedBatch.class::isInstance).containsExactly(false, true);
  }

  @Test
  void whenItIsNotKnownFromWhereOnTheFirstBatchStaysAsItIs() {
    SlicedRecords records = new SlicedRecords(answer(batch(10, 12), batch(13, 14), batch(15, 16)), Long.MAX_VALUE);

    assertThat(records.batches()).extracting(SlicedBatch.class::isInstance).containsExactly(false, true, true);
  }

  @Test
  void markersOfTransactionsAndOlderFormatsStayAsTheyAre() {
    MemoryRecords marker = MemoryRecords.withEndTransactionMarker(13, 0, 1, 7, (short) 0, new EndTransactionMarker(ControlRecordType.COMMIT, 1));
    MemoryRecords older = MemoryRecords.withRecords(RecordBatch.MAGIC_VALUE_V1, 14, Compression.NONE, new SimpleRecord(5, new byte[] {1}));
    SlicedRecords records = new SlicedRecords(answer(batch(10, 12), marker, older, batch(15, 15)), 0);

    assertThat(records.batches()).extracting(SlicedBatch.class::isInstance).containsExactly(true, false, false, true);
  }

  /** A broker cuts its answer off where as much as was asked for has been read. */
  @Test
  void aBatchThatIsNotAllThereIsNone() {
    MemoryRecords whole = answer(batch(10, 12), batch(13, 14));
    ByteBuffer cut = whole.buffer();
    cut.limit(cut.limit() - 1);

    assertThat(offsets(new SlicedRecords(MemoryRecords.readableRecords(cut), 0))).containsExactly(10L, 11L, 12L);
  }

  @Test
  void theRestIsThatOfWhatWasFetched() {
    MemoryRecords fetched = answer(batch(10, 12), batch(13, 14));
    SlicedRecords records = new SlicedRecords(fetched, 0);

    assertThat(records.sizeInBytes()).isEqualTo(fetched.sizeInBytes());
    assertThat(records.slice(0, 10)).isEqualTo(fetched.slice(0, 10));
    assertThat(records.lastBatch()).hasValueSatisfying(batch -> assertThat(batch.baseOffset()).isEqualTo(13));
    assertThat(records.batches()).zipSatisfy(fetched.batches(), (sliced, batch) -> assertThat(properties(sliced)).isEqualTo(properties(batch)).hasSize(22));
    assertThat(records.batches()).allSatisfy(batch -> assertThatCode(batch::ensureValid).doesNotThrowAnyException());
  }

  @Test
  void aDamagedBatchIsFoundOut() {
    MemoryRecords fetched = answer(batch(10, 12));
    fetched.buffer().put(fetched.sizeInBytes() - 1, (byte) 99);

    assertThat(new SlicedRecords(fetched, 0).batches()).allSatisfy(batch ->
        assertThatExceptionOfType(CorruptRecordException.class).isThrownBy(batch::ensureValid));
  }

  /** What a batch says without being asked for anything. */
  private static Map<String, Object> properties(RecordBatch batch) {
    Map<String, Object> properties = new TreeMap<>();
    for (Method method : RecordBatch.class.getMethods()) {
      if (method.getParameterCount() == 0 && method.getReturnType() != void.class && !method.getName().endsWith("iterator")) {
        properties.put(method.getName(), value(batch, method));
      }
    }
    return properties;
  }

  private static Object value(RecordBatch batch, Method method) {
    try {
      return method.invoke(batch);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static List<Long> offsets(SlicedRecords records) {
    List<Long> offsets = new ArrayList<>();
    for (Record slice : records.records()) {
      BatchSlice.Cursor at = ((SliceRecord) slice).slice().cursor();
      while (at.next()) {
        offsets.add(at.offset());
      }
    }
    return offsets;
  }

  private static MemoryRecords batch(long first, long last) {
    RandomBatch batch = new RandomBatch(CompressionType.NONE, TimestampType.CREATE_TIME, first);
    for (long offset = first; offset <= last; offset++) {
      batch.add(offset, 1_000, null, new byte[] {(byte) offset});
    }
    return batch.records();
  }

  /** What was fetched lies somewhere in the answer. */
  private static MemoryRecords answer(MemoryRecords... batches) {
    ByteBuffer answer = ByteBuffer.allocate(10_000).position(100).slice();
    for (MemoryRecords batch : batches) {
      answer.put(batch.buffer());
    }
    return MemoryRecords.readableRecords(answer.flip());
  }
}
