package dev.windrow.topology;

import static dev.windrow.topology.Events.at;
import static dev.windrow.topology.Events.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.windrow.value.Group;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What nobody but another program can have written to the topic between the stages stops the service before it is counted. */
class ForeignPartialTest {

  @Test
  void forgedPartialIsRefusedAndNamedWithItsPlace() {
    byte[] real = new SourcePartition(Configs.of(Configs.COUNTS), "events", 0, 1, 1).partial(event(at(3), "login")).encode();
    for (Map.Entry<String, byte[]> forged : ForgedPartials.of(real).entrySet()) {
      try (WindrowHarness windrow = new WindrowHarness(Configs.COUNTS)) {
        windrow.pipeBatch(event(at(3), "login"));
        assertThatThrownBy(() -> windrow.pipePartial(key(0), forged.getValue()))
            .as(forged.getKey())
            .hasRootCauseInstanceOf(ForeignPartialException.class)
            .rootCause()
            .hasMessageContainingAll(forged.getKey(), "record at offset 1 of partition 0 of topic", "-partials-repartition", "windrow reset");
        assertThat(windrow.results()).isEmpty();
      }
    }
  }

  @Test
  void keyThatIsNotItsMergePartitionIsRefused() {
    byte[] real = new SourcePartition(Configs.of(Configs.COUNTS), "events", 0, 1, 1).partial(event(at(3), "login")).encode();
    for (byte[] key : new byte[][] {null, {}, key(1), "a key".getBytes(StandardCharsets.UTF_8)}) {
      try (WindrowHarness windrow = new WindrowHarness(Configs.COUNTS)) {
        assertThatThrownBy(() -> windrow.pipePartial(key, real))
            .hasRootCauseInstanceOf(ForeignPartialException.class)
            .rootCause()
            .hasMessageContaining("expected the number of its partition, 0, as its key, found");
      }
    }
  }

  @Test
  void groupOfAnotherMergePartitionIsRefused() {
    var config = Configs.of(Configs.COUNTS);
    PartialCheck check = new PartialCheck(AggregationPlan.of(config), 4, config.input().maxAhead().toMillis());
    SourcePartition source = new SourcePartition(config, "events", 0, 1, 1);
    Partial everything = source.partial(event(at(3), "a"), event(at(3), "b"), event(at(3), "c"), event(at(3), "d"), event(at(3), "e"));

    assertThat(check.refusal(everything, new PartialCheck.Arrival(0, 0, 0, 0)).orElseThrow()).contains("expected groups of merge partition 0, found one of");
    assertThat(check.refusal(everything, new PartialCheck.Arrival(1, 0, 0, 0)).orElseThrow()).contains("expected no ledger of partition 0 in merge partition 1");
  }

  /** In the store it could stand where blocks of groups do. */
  @ParameterizedTest
  @ValueSource(strings = {"", "[", "x]", "\0[\"a\"]", "[\"a\"] "})
  void groupThatIsNoArrayIsRefused(String text) {
    var config = Configs.of(Configs.COUNTS);
    PartialCheck check = new PartialCheck(AggregationPlan.of(config), 1, config.input().maxAhead().toMillis());
    Partial real = new SourcePartition(config, "events", 0, 1, 1).partial(event(at(3), "a"));
    Partial.Entry entry = real.entries().get(0);
    Group forged = Group.ofCanonical(text.getBytes(StandardCharsets.UTF_8));
    PartialCheck.Arrival arrival = new PartialCheck.Arrival(0, at(3), 0, at(3));

    assertThat(check.refusal(real, arrival)).isEmpty();
    assertThat(check.refusal(real.with(List.of(new Partial.Entry(entry.aggregation(), entry.windowStart(), forged, entry.sum()))), arrival).orElseThrow())
        .contains("expected a JSON array as group, found " + forged);
  }

  @Test
  void clockMayBeAsFarAheadAsTheTimeGuardLetsItOrAsItWasBefore() {
    var config = Configs.of(Configs.COUNTS, "input.max-ahead=5s");
    PartialCheck check = new PartialCheck(AggregationPlan.of(config), 1, 5_000);
    Partial partial = new Partial("events", 0, 1, 0, 0, at(100), Partial.NOT_IDLE, 0, false, true, List.of(), List.of());

    assertThat(check.refusal(partial, new PartialCheck.Arrival(0, at(95), 0, 0))).isEmpty();
    assertThat(check.refusal(partial, new PartialCheck.Arrival(0, at(94.999), 0, 0))).isPresent();
    assertThat(check.refusal(partial, new PartialCheck.Arrival(0, at(94.999), at(100), 0))).isEmpty();
  }

  @Test
  void replayedPartialIsNamedWithItsPlace() {
    byte[] real = new SourcePartition(Configs.of(Configs.COUNTS), "events", 0, 1, 1).partial(event(at(3), "login")).encode();
    try (WindrowHarness windrow = new WindrowHarness(Configs.COUNTS)) {
      windrow.pipePartial(key(0), real);
      assertThatThrownBy(() -> windrow.pipePartial(key(0), real))
          .hasRootCauseInstanceOf(OffsetsWentBackException.class)
          .rootCause()
          .hasMessageContainingAll("found in the record at offset 1 of partition 0 of topic", "-partials-repartition");
    }
  }

  @Test
  void keyOfTheWindowsStoreThatIsNoneIsSaid() {
    assertThatThrownBy(() -> WindowKey.decode("no key".getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(dev.windrow.value.MalformedBytesException.class)
        .hasMessageContaining("expected a zero byte and the start of a window");
  }

  private static byte[] key(int mergePartition) {
    return new byte[] {0, 0, 0, (byte) mergePartition};
  }
}
