package dev.windrow.cli.top;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

final class HealthTest {

  @Test
  void allIsWell() {
    assertThat(Health.of(Answers.status())).isEqualTo(Line.of("1 instance answers, the watermark moves, the ledger balances.", Style.GOOD));
    assertThat(Health.of(Answers.status(node -> node.putNull("watermark"))).text()).contains("no event has set a watermark yet");
    assertThat(Health.of(Answers.status(node -> node.path("sources").forEach(source -> ((ObjectNode) source).put("idle", true)))).text())
        .contains("no partition has new events");
  }

  @Test
  void anInstanceThatIsMissingIsNamedOnceWithWhatGoesWithIt() {
    assertBad("Incomplete: 127.0.0.1:8081 could not be reached; merge partitions 1 and 3 are missing.", node -> {
      silent(node);
      missing(node, "127.0.0.1:8081", "could not be reached", 1, 3);
    });
  }

  @Test
  void aPartThatNobodyOwnsIsMissingWithoutAName() {
    assertBad("Incomplete: has no owner now: the group is being rebalanced; merge partition 0 is missing.",
        node -> missing(node, "", "has no owner now: the group is being rebalanced", 0));
  }

  @Test
  void anInstanceThatHasNothingToMissIsNamedAllTheSame() {
    assertBad("127.0.0.1:8081 is not reachable: could not be reached.", HealthTest::silent);
  }

  @Test
  void aLedgerThatDoesNotBalanceIsAProblem() {
    assertBad("The ledger of by-country does not balance.", node -> ((ObjectNode) node.path("aggregations").get(0).path("ledger")).put("balances", false));
  }

  @Test
  void anInstanceThatDoesNotRunIsAProblem() {
    assertBad("127.0.0.1:8080 is pending error.", node -> ((ObjectNode) node.path("instances").get(0)).put("state", "PENDING_ERROR"));
  }

  @Test
  void aStandbyIsAConcern() {
    Line line = Health.of(Answers.status(
        node -> node.withArray("standby").addObject().put("merge_partition", 2).put("instance", "127.0.0.1:8081").put("behind_records", 5)));

    assertThat(line).isEqualTo(Line.of("Merge partition 2 is answered by a standby on 127.0.0.1:8081, a little behind.", Style.WARN));
  }

  private static void assertBad(String text, Consumer<ObjectNode> change) {
    assertThat(Health.of(Answers.status(change))).isEqualTo(Line.of(text, Style.BAD));
  }

  private static void silent(ObjectNode status) {
    status.withArray("instances").addObject().put("instance", "127.0.0.1:8081").put("self", false).put("reachable", false).put("reason", "could not be reached");
  }

  private static void missing(ObjectNode status, String instance, String reason, int... partitions) {
    ObjectNode missing = status.withArray("missing").addObject().put("instance", instance).put("reason", reason);
    for (int partition : partitions) {
      missing.withArray("merge_partitions").add(partition);
    }
  }
}
