package dev.windrow.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.serialization.Deserializer;
import org.junit.jupiter.api.Test;

class FetchedBytesTest {

  private final FetchedBytes fetched = new FetchedBytes();
  private final Deserializer<?> deserializer = fetched;

  @Test
  void valuesStayWhereTheyAre() {
    ByteBuffer slice = ByteBuffer.wrap(new byte[] {1, 2, 3, 4}).slice(1, 2);
    assertThat((Object) deserializer.deserialize("events", new RecordHeaders(), slice)).isSameAs(slice);
  }

  @Test
  void recordsGetArraysOfTheirOwnAndKeepTheRest() {
    RecordHeaders headers = new RecordHeaders();
    headers.add("trace", new byte[] {9});
    List<ConsumerRecord<byte[], byte[]>> arrays = FetchedBytes.arrays(
        FetchedRecords.saidToBeArrays(FetchedRecords.of(List.of(record(new byte[] {1}, new byte[] {2, 3}, headers), record(null, null, headers)))));

    ConsumerRecord<byte[], byte[]> whole = arrays.get(0);
    assertThat(whole.key()).isEqualTo(new byte[] {1});
    assertThat(whole.value()).isEqualTo(new byte[] {2, 3});
    assertThat(whole).usingRecursiveComparison().ignoringFields("key", "value").isEqualTo(record(null, null, headers));
    assertThat(arrays.get(1)).extracting(ConsumerRecord::key, ConsumerRecord::value).containsOnlyNulls();
  }

  @Test
  void headersThatWereSeenOnceStaySeen() {
    deserializer.deserialize("events", new RecordHeaders(), ByteBuffer.allocate(1));
    assertThat(fetched.headersSeen()).isFalse();

    deserializer.deserialize("events", new RecordHeaders().add("trace", null), ByteBuffer.allocate(1));
    deserializer.deserialize("events", new RecordHeaders(), ByteBuffer.allocate(1));
    assertThat(fetched.headersSeen()).isTrue();
  }

  @Test
  void nothingStaysNothing() {
    assertThat((Object) deserializer.deserialize("events", new RecordHeaders(), (ByteBuffer) null)).isNull();
  }

  private static ConsumerRecord<byte[], byte[]> record(byte[] key, byte[] value, RecordHeaders headers) {
    return new ConsumerRecord<>("partials", 3, 17, 1_000, TimestampType.LOG_APPEND_TIME, 1, 2, key, value, headers, Optional.of(5));
  }
}
