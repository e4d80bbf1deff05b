package dev.windrow.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** Where reading goes on when the group's coordinator and the offsets topic do not say the same. */
class StartPositionsTest {

  private static final TopicPartition PARTITION = new TopicPartition("events", 0);
  private static final TopicPartition OTHER = new TopicPartition("events", 1);

  @Test
  void laterCopyWinsWithItsClock() {
    assertThat(positions(at(5, "clock 50"), at(9, "clock 90"))).containsExactly(Map.entry(PARTITION, at(9, "clock 90")));
  }

  @Test
  void laterAnswerWins() {
    assertThat(positions(at(9, "clock 90"), at(5, "clock 50"))).containsExactly(Map.entry(PARTITION, at(9, "clock 90")));
  }

  @Test
  void withoutACopyTheAnswerHolds() {
    assertThat(positions(at(5, "clock 50"), null)).containsExactly(Map.entry(PARTITION, at(5, "clock 50")));
  }

  @Test
  void offsetsThatAreGoneStayGoneSoThatWhoReadsAgainIsTold() {
    assertThat(positions(null, at(9, "clock 90"))).isEmpty();
  }

  @Test
  void offsetsSetByHandHoldSoThatWhoReadsAgainIsTold() {
    assertThat(positions(at(0, ""), at(9, "clock 90"))).containsExactly(Map.entry(PARTITION, at(0, "")));
  }

  @Test
  void whereTheCoordinatorIsStuckItsSilenceDoesNotMeanThatOffsetsAreGone() {
    Map<TopicPartition, OffsetAndMetadata> answered = Collections.singletonMap(PARTITION, null);

    assertThat(StartPositions.of(answered, Map.of(PARTITION, at(9, "clock 90")), Set.of(PARTITION))).containsExactly(Map.entry(PARTITION, at(9, "clock 90")));
    assertThat(StartPositions.of(answered, Map.of(PARTITION, at(9, "clock 90")), Set.of(OTHER))).isEmpty();
    assertThat(StartPositions.of(answered, Map.of(), Set.of(PARTITION))).isEmpty();
  }

  @Test
  void onlyALaterCopyContradicts() {
    assertThat(isContradicted(at(5, "clock 50"), at(9, "clock 90"))).isTrue();
    assertThat(isContradicted(at(9, "clock 90"), at(9, "clock 90"))).isFalse();
    assertThat(isContradicted(at(9, "clock 90"), null)).isFalse();
    assertThat(isContradicted(at(0, ""), at(9, "clock 90"))).isFalse();
    assertThat(isContradicted(null, at(9, "clock 90"))).isFalse();
  }

  private static boolean isContradicted(OffsetAndMetadata answered, OffsetAndMetadata copy) {
    return StartPositions.isContradicted(Collections.singletonMap(PARTITION, answered), Collections.singletonMap(PARTITION, copy));
  }

  private static Map<TopicPartition, OffsetAndMetadata> positions(OffsetAndMetadata answered, OffsetAndMetadata copy) {
    Map<TopicPartition, OffsetAndMetadata> copies = new HashMap<>(Map.of(OTHER, at(100, "clock 1000")));
    if (copy != null) {
      copies.put(PARTITION, copy);
    }
    return StartPositions.of(Collections.singletonMap(PARTITION, answered), copies, Set.of());
  }

  private static OffsetAndMetadata at(long offset, String metadata) {
    return new OffsetAndMetadata(offset, metadata);
  }
}
