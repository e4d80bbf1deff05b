package dev.windrow.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.windrow.event.RawHeader;
import dev.windrow.event.RawRecord;
import dev.windrow.event.Reject;
import dev.windrow.event.RejectReason;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.record.internal.AbstractRecords;
import org.apache.kafka.common.record.internal.CompressionType;
import org.apache.kafka.common.record.internal.RecordBatch;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SideRecordsTest {

  private static final Reject REJECT = new Reject(RejectReason.NOT_JSON, "x".repeat(200));

  @Test
  void whatFitsIsNotCut() {
    Seen dead = deadLetter(2_000, new RawRecord(new byte[100], new byte[1_000], List.of(header("trace", 100)), 7, 3));

    assertThat(dead.record().key()).hasSize(100);
    assertThat(dead.record().value()).hasSize(1_000);
    assertThat(dead.headers()).noneMatch(header -> header.startsWith(SideRecords.CUT)).hasSize(6);
    assertThat(dead.timestamp()).isEqualTo(3);
  }

  @ParameterizedTest(name = "limit {0}, key {1}, value {2}, {3} headers of {4}")
  @CsvSource({
      "2000, 0, 5000, 0, 0",
      "2000, 5000, 0, 0, 0",
      "2000, 5000, 5000, 0, 0",
      "2000, 5000, 5000, 50, 100",
      "2000, 0, 0, 1, 5000",
      "2000, 1, 1000, 1000, 1",
      "1048588, 1048576, 1048576, 200, 10000",
      "1048588, 600000, 1048576, 0, 0",
  })
  void whatIsCutFitsIntoARecordAsKafkaMeasuresIt(int limit, int key, int value, int headers, int headerBytes) {
    List<RawHeader> raw = new ArrayList<>();
    for (int i = 0; i < headers; i++) {
      raw.add(header("h" + i, headerBytes));
    }

    Seen dead = deadLetter(limit, new RawRecord(new byte[key], new byte[value], raw, 7, 3));

    assertThat(dead.headers()).anyMatch(header -> header.startsWith(SideRecords.CUT));
    int size = AbstractRecords.estimateSizeInBytesUpperBound(
        RecordBatch.CURRENT_MAGIC_VALUE, CompressionType.NONE, dead.record().key(), dead.record().value(), dead.record().headers().toArray());
    assertThat(size).isLessThanOrEqualTo(limit);
  }

  @Test
  void headersThatDoNotFitAreCountedAndTheFirstOnesKept() {
    Seen dead = deadLetter(2_000, new RawRecord(null, new byte[10], List.of(header("first", 10), header("big", 5_000), header("last", 10)), 7, 3));

    assertThat(dead.headers()).first().asString().startsWith("first=");
    assertThat(dead.header("windrow-cut-headers")).isEqualTo("{\"headers\":2}");
    assertThat(dead.record().value()).hasSize(10);
  }

  @Test
  void recordWithoutATimestampGetsZero() {
    assertThat(deadLetter(2_000, new RawRecord(null, null, List.of(), 7, -1)).timestamp()).isZero();
  }

  @Test
  void missingKeyAndValueStayMissingWhereThereIsNoRoomAtAll() {
    Seen dead = deadLetter(100, new RawRecord(null, null, List.of(), 7, 3));

    assertThat(dead.record().key()).isNull();
    assertThat(dead.record().value()).isNull();
    assertThat(dead.headers()).noneMatch(header -> header.startsWith(SideRecords.CUT));
  }

  private static RawHeader header(String key, int bytes) {
    return new RawHeader(key, new byte[bytes]);
  }

  private static Seen deadLetter(int limit, RawRecord raw) {
    Record<byte[], Outgoing> record = new SideRecords(limit).deadLetter(new Source("events", 3), new Combined.DeadLetter(raw, REJECT));
    return new Seen(new TestRecord<>(record.key(), record.value().value(), record.headers(), record.timestamp()));
  }

  private record Source(String topic, int partition) implements RecordMetadata {

    @Override
    public long offset() {
      return 0;
    }
  }
}
