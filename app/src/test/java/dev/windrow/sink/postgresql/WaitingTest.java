package dev.windrow.sink.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class WaitingTest {

  private final Waiting waiting = new Waiting(2, 100);

  @Test
  void aBatchIsDueWhenItIsWholeOrOldEnough() {
    waiting.add(List.of(record(5)), 6, 1_000);
    assertThat(waiting.isDue(0, 1_099)).isFalse();
    assertThat(waiting.isDue(0, 1_100)).isTrue();
    waiting.add(List.of(record(7)), 8, 1_001);
    assertThat(waiting.isDue(0, 1_001)).isTrue();
  }

  @Test
  void aBatchEndsWhereTheNextRecordBeginsOrWhereReadingIs() {
    waiting.add(List.of(record(5), record(7), record(20)), 25, 0);

    Waiting.Taken first = waiting.take(0, 0).orElseThrow();
    Waiting.Taken second = waiting.take(20, 0).orElseThrow();

    assertThat(first.records()).extracting(ConsumerRecord::offset).containsExactly(5L, 7L);
    assertThat(first.next()).isEqualTo(20);
    assertThat(second.records()).extracting(ConsumerRecord::offset).containsExactly(20L);
    assertThat(second.next()).isEqualTo(25);
    assertThat(waiting.take(25, 0)).isEmpty();
  }

  @Test
  void whatIsNoRecordIsPassedOverInTime() {
    waiting.add(List.of(), 9, 1_000);
    waiting.add(List.of(), 9, 1_090);
    assertThat(waiting.isDue(8, 1_099)).isFalse();
    assertThat(waiting.isDue(8, 1_100)).isTrue();
    assertThat(waiting.take(8, 1_100).orElseThrow().next()).isEqualTo(9);
    assertThat(waiting.isDue(9, 9_999)).isFalse();
  }

  @Test
  void itIsFullAndHalfEmptyAgain() {
    waiting.add(Collections.nCopies(1_999, record(1)), 2, 0);
    assertThat(waiting.isFull()).isFalse();
    waiting.add(List.of(record(1)), 2, 0);
    assertThat(waiting.isFull()).isTrue();
    for (int i = 0; i < 500; i++) {
      assertThat(waiting.isHalfEmpty()).isFalse();
      waiting.take(0, 0);
    }
    waiting.take(0, 0);
    assertThat(waiting.isHalfEmpty()).isTrue();
    assertThat(waiting.size()).isEqualTo(998);
  }

  @Test
  void largeRecordsFillItSooner() {
    waiting.add(List.of(new ConsumerRecord<>("t", 0, 0, null, new byte[16 << 20])), 1, 0);
    assertThat(waiting.isFull()).isTrue();
  }

  private static ConsumerRecord<byte[], byte[]> record(long offset) {
    return new ConsumerRecord<>("t", 0, offset, null, new byte[1]);
  }
}
