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

  private final StartPositions starts = new StartPositions();

  @Test
  void laterCopyWinsWithItsClock() {
    assertThat(decide(at(5, "clock 50"), at(9, "clock 90"))).containsExactly(Map.entry(PARTITION, at(9, "clock 90")));
  }

  @Test
  void laterAnswerWins() {
    assertThat(decide(at(9, "clock 90"), at(5, "clock 50"))).containsExactly(Map.entry(PARTITION, at(9, "clock 90")));
  }

  @Test
  void withoutACopyTheAnswerHolds() {
    assertThat(decide(at(5, "clock 50"), null)).containsExactly(Map.entry(PARTITION, at(5, "clock 50")));
  }

  @Test
  void offsetsThatAreGoneStayGoneSoThatWhoReadsAgainIsTold() {
    assertThat(decide(null, at(9, "clock 90"))).isEmpty();
    assertThat(starts.orDecided(Collections.singletonMap(PARTITION, null))).containsEntry(PARTITION, null);
  }

  @Test
  void offsetsSetByHandHoldSoThatWhoReadsAgainIsTold() {
    assertThat(decide(at(0, ""), at(9, "clock 90"))).containsExactly(Map.entry(PARTITION, at(0, "")));
  }

  @Test
  void whatWasDecidedHoldsAgainstOlderAnswers() {
    decide(at(5, "clock 50"), at(9, "clock 90"));

    assertThat(committed(at(5, "clock 50"))).isEqualTo(at(9, "clock 90"));
    assertThat(committed(at(7, "clock 70"))).isEqualTo(at(9, "clock 90"));
  }

  @Test
  void whatIsCommittedAfterTheDecisionHolds() {
    decide(at(5, "clock 50"), at(9, "clock 90"));

    assertThat(committed(at(12, "clock 120"))).isEqualTo(at(12, "clock 120"));
  }

  @Test
  void decisionEndsWithTheAssignment() {
    decide(at(5, "clock 50"), at(9, "clock 90"));

    starts.forget(Set.of(OTHER));
    assertThat(committed(at(5, "clock 50"))).isEqualTo(at(9, "clock 90"));
    starts.forget(Set.of(PARTITION));
    assertThat(committed(at(5, "clock 50"))).isEqualTo(at(5, "clock 50"));
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

  private Map<TopicPartition, OffsetAndMetadata> decide(OffsetAndMetadata answered, OffsetAndMetadata copy) {
    Map<TopicPartition, OffsetAndMetadata> copies = new HashMap<>(Map.of(OTHER, at(100, "clock 1000")));
    if (copy != null) {
      copies.put(PARTITION, copy);
    }
    return starts.decide(Collections.singletonMap(PARTITION, answered), copies);
  }

  private OffsetAndMetadata committed(OffsetAndMetadata answered) {
    return starts.orDecided(Map.of(PARTITION, answered)).get(PARTITION);
  }

  private static OffsetAndMetadata at(long offset, String metadata) {
    return new OffsetAndMetadata(offset, metadata);
  }
}
