package dev.windrow.topology;

import static dev.windrow.topology.Events.at;
import static dev.windrow.topology.Events.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.windrow.config.Config;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What of another configuration's partials a merge partition takes: after a change of it, and beside one that runs. */
class SuccessionTest {

  private static final String TWO = """
      application-id: windrow
      input: {topics: [events]}
      aggregations:
        - {name: counts, group-by: [type], window: {tumbling: 5s, grace: 2s}, measures: {n: count()}, output: results}
        - {name: all, group-by: [], window: {tumbling: 5s, grace: 2s}, measures: {n: count()}, output: results}
      """;
  private static final String ONE = """
      application-id: windrow
      input: {topics: [events]}
      aggregations:
        - {name: counts, group-by: [type], window: {tumbling: 5s, grace: 2s}, measures: {n: count()}, output: results}
      """;

  private final Config two = Configs.of(TWO);
  private final Config one = Configs.of(ONE);
  private final MemoryStore sources = new MemoryStore();
  private final Map<String, Long> dropped = new TreeMap<>();

  @Test
  void whatARemovedAggregationLeftBehindIsDroppedAndTheRestIsTaken() {
    start(two);
    Partial left = partial(two);

    Partial admitted = admit(start(one), two, left);

    assertThat(left.entries()).hasSize(2);
    assertThat(admitted.entries()).extracting(Partial.Entry::aggregation).containsExactly(id(one, 0));
    assertThat(admitted.ledger()).extracting(Partial.LedgerEntry::aggregation).containsExactly(id(one, 0));
    assertThat(admitted.next()).isEqualTo(left.next());
    assertThat(dropped).isEqualTo(Map.of(id(two, 1), 1L));
  }

  @Test
  void whatWasLeftBehindBeforeAnAggregationWasAddedIsTaken() {
    start(one);
    Partial left = partial(one);

    assertThat(admit(start(two), one, left)).isEqualTo(left.under(configuration(one)));
    assertThat(dropped).isEmpty();
  }

  @Test
  void afterItsOwnNothingOfAnotherConfigurationIsTaken() {
    start(two);
    Succession succession = start(one);
    admit(succession, two, partial(two));
    admit(succession, one, partial(one));

    assertThatThrownBy(() -> admit(succession, two, partial(two)))
        .isInstanceOf(UnknownAggregationException.class)
        .hasMessageContainingAll("partition 0 of topic events", "stop all", "windrow reset");
  }

  @Test
  void anInstanceOfTheOldConfigurationRefusesTheNewOne() {
    Succession succession = start(one);

    assertThatThrownBy(() -> admit(succession, two, partial(two))).isInstanceOf(UnknownAggregationException.class);
  }

  /** All aggregations are known: only the configuration's number tells that one of them lacks events. */
  @Test
  void anInstanceThatCombinesFewerAggregationsIsRefused() {
    Succession succession = start(two);

    assertThatThrownBy(() -> admit(succession, one, partial(one))).isInstanceOf(UnknownAggregationException.class);
  }

  @Test
  void aMergePartitionRemembersThatItHasGotToANewConfiguration() {
    start(two);
    admit(start(one), one, partial(one));

    assertThatThrownBy(() -> admit(start(one), two, partial(two))).isInstanceOf(UnknownAggregationException.class);
  }

  @Test
  void aStartAloneIsNoProofThatAllOfTheOldConfigurationIsMerged() {
    start(two);
    start(one);

    assertThat(admit(start(one), two, partial(two)).entries()).hasSize(1);
  }

  /** Found by the fault suite: nobody else ran, and only a reset would have helped. */
  @Test
  void comingBackToAConfigurationBeforeTheOneBetweenWasMergedStopsNobody() {
    start(one);
    start(two);
    Succession back = start(one);

    admit(back, one, partial(one));
    assertThat(admit(back, two, partial(two)).entries()).hasSize(1);
    admit(back, one, partial(one));

    assertThatThrownBy(() -> admit(back, two, partial(two))).isInstanceOf(UnknownAggregationException.class);
  }

  @Test
  void instancesOfOneConfigurationAgreeWhateverTheOrderInWhichItIsWritten() {
    Config turned = Configs.of(TWO, "input.topics=[b, a]");
    Config written = Configs.of(TWO, "input.topics=[a, b]");

    assertThat(ConfigurationId.of(turned, 4)).isEqualTo(ConfigurationId.of(written, 4));
    assertThat(Set.of(ConfigurationId.of(written, 4), ConfigurationId.of(written, 2), ConfigurationId.of(two, 4), ConfigurationId.of(one, 4))).hasSize(4);
  }

  private Succession start(Config config) {
    Succession succession = new Succession(configuration(config), AggregationPlan.byId(AggregationPlan.of(config)).keySet(), sources);
    succession.begin();
    return succession;
  }

  private Partial admit(Succession succession, Config madeUnder, Partial partial) {
    return succession.admit(partial.under(configuration(madeUnder)), dropped);
  }

  private static Partial partial(Config config) {
    return new SourcePartition(config, "events", 0, 1, 1).partial(event(at(3), "login"));
  }

  private static ConfigurationId configuration(Config config) {
    return ConfigurationId.of(config, 1);
  }

  private static String id(Config config, int aggregation) {
    return config.aggregations().get(aggregation).id();
  }
}
