package dev.windrow.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.windrow.config.Config;
import dev.windrow.kafka.TopicReader;
import dev.windrow.window.HoldBack;
import dev.windrow.window.SourceClock;
import dev.windrow.window.SourceId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** What the merge partitions know together. */
class LedgerTest {

  private static final Config CONFIG = Configs.of(Configs.COUNTS);
  private static final String COUNTS = CONFIG.aggregations().get(0).id();
  private static final SourceId P0 = new SourceId("events", 0);
  private static final SourceId P1 = new SourceId("events", 1);

  @Test
  void countsOfAllMergePartitionsAreAddedAndSettled() {
    // Events expire in any merge partition, all else is counted in the source's home.
    Ledger ledger = ledger(Map.of(
        0, Map.of(P0, source(7_000, 20, 0, Map.of(COUNTS, new Counts(20, 18, 0, 1, 0, 0, 1)))),
        1, Map.of(P0, source(7_000, 20, 0, Map.of(COUNTS, Counts.expired(3))))));

    assertThat(ledger.total(COUNTS)).isEqualTo(new Counts(20, 15, 0, 1, 0, 3, 1));
    assertThat(ledger.total(COUNTS).balances()).isTrue();
    assertThat(ledger.total("unknown")).isEqualTo(Counts.NONE);
  }

  @Test
  void slowestMergePartitionSaysHowFarEverythingIs() {
    Ledger ledger = ledger(Map.of(
        0, Map.of(P0, source(7_000, 20, 0, Map.of()), P1, source(9_000, 30, 0, Map.of())),
        1, Map.of(P0, source(5_000, 10, 0, Map.of()), P1, source(9_000, 30, 0, Map.of()))));

    assertThat(ledger.watermark()).isEqualTo(5_000);
    assertThat(ledger.heldBackBy()).containsExactly(new HoldBack(P0, 5_000, true));
    assertThat(ledger.clocks()).isEqualTo(Map.of(P0, 7_000L, P1, 9_000L));
    assertThat(ledger.next()).isEqualTo(Map.of(P0, 10L, P1, 30L));
  }

  @Test
  void mergePartitionThatHasCommittedNothingYetIsBehindAllOthers() {
    MockConsumer<byte[], byte[]> kafka = new MockConsumer<>("earliest");
    String topic = MergeStores.sourcesTopic(CONFIG.applicationId());
    TopicPartition heard = new TopicPartition(topic, 0);
    TopicPartition silent = new TopicPartition(topic, 1);
    kafka.updatePartitions(topic, Stream.of(heard, silent).map(partition -> new PartitionInfo(topic, partition.partition(), null, null, null)).toList());
    kafka.updateBeginningOffsets(Map.of(heard, 0L, silent, 0L));
    kafka.updateEndOffsets(Map.of(heard, 1L, silent, 0L));
    byte[] state = new SourceState(1, SourceClock.of(7_000), 20, 1_000_000, 0, Map.of(COUNTS, new Counts(20, 20, 0, 0, 0, 0, 0))).encode();
    kafka.schedulePollTask(() -> kafka.addRecord(new ConsumerRecord<>(topic, 0, 0, SourceKey.of(P0), state)));

    Ledger ledger = Ledger.read(CONFIG, new TopicReader(kafka, Duration.ofSeconds(5)));

    assertThat(ledger.total(COUNTS).read()).isEqualTo(20);
    assertThat(ledger.watermark()).isZero();
    assertThat(ledger.heldBackBy()).containsExactly(new HoldBack(P0, 0, false));
  }

  @Test
  void nothingIsKnownOfAnApplicationThatNeverRan() {
    Ledger ledger = ledger(Map.of());

    assertThat(ledger.counts()).isEmpty();
    assertThat(ledger.watermark()).isZero();
    assertThat(ledger.heldBackBy()).containsExactly(new HoldBack(P0, 0, false));
    assertThat(ledger.possibleDuplicates()).isZero();
  }

  @Test
  void batchThatMayHaveBeenCountedTwiceCountsOnceHoweverManyMergePartitionsSawIt() {
    Ledger ledger = ledger(Map.of(
        0, Map.of(P0, source(7_000, 20, 2, Map.of()), P1, source(7_000, 20, 1, Map.of())),
        1, Map.of(P0, source(7_000, 20, 2, Map.of()), P1, source(7_000, 20, 0, Map.of()))));

    assertThat(ledger.possibleDuplicates()).isEqualTo(3);
  }

  /** @param states by merge partition */
  private static Ledger ledger(Map<Integer, Map<SourceId, SourceState>> states) {
    List<MergePartitionView> views = new ArrayList<>();
    states.forEach((merge, sources) -> {
      MergePartitionView view = new MergePartitionView();
      sources.forEach((id, state) -> view.take(SourceKey.of(id), state.encode()));
      views.add(view);
    });
    return Ledger.of(CONFIG, views);
  }

  private static SourceState source(long clock, long next, long possibleDuplicates, Map<String, Counts> ledger) {
    return new SourceState(2, SourceClock.of(clock), next, 1_000_000, possibleDuplicates, ledger);
  }
}
