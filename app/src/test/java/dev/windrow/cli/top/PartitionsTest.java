package dev.windrow.cli.top;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.junit.jupiter.api.Test;

final class PartitionsTest {

  @Test
  void eachHasItsClockItsLagAndWhatItDoes() {
    assertThat(lines(Answers.status(), 9)).containsExactly(
        "PARTITION  clock         behind      lag     next  state",
        "orders-0   10:15:41       1.0 s        3    1,204  moving",
        "orders-1   10:15:37       4.8 s        0    1,100  last, moving",
        "orders-2   10:10:00  5 min 42 s  unknown        7  idle");
  }

  @Test
  void aClockThatHasStoodForLongerThanTenSecondsHoldsBack() {
    StatusReport status = standing("2026-11-20T10:15:10Z");

    assertThat(lines(status, 9).get(2)).endsWith("holds back since 10:15:10 (32 s)");
    assertThat(Partitions.concern(status)).hasValue("orders-1 holds the watermark back since 10:15:10 (32 s): windows wait for it.");
    assertThat(Partitions.concern(standing("2026-11-20T10:15:32Z"))).as("ten seconds").isEmpty();
  }

  @Test
  void aPartitionFromWhichNothingHasComeIsWaitedFor() {
    StatusReport status = Answers.status(node -> {
      ((ObjectNode) node.path("held_back_by").get(0)).put("heard", false).putNull("clock");
      ((ObjectNode) node.path("sources").get(1)).putNull("clock");
    });

    assertThat(lines(status, 9).get(2)).isEqualTo("orders-1   none yet           –        0    1,100  holds back: no event yet");
    assertThat(Partitions.concern(status)).hasValue("Waiting for a first event from orders-1: no window can close yet.");
  }

  @Test
  void whatHoldsBackIsShownHoweverManyThereAre() {
    StatusReport status = Answers.status(node -> {
      ArrayNode sources = (ArrayNode) node.path("sources");
      for (int i = 3; i < 40; i++) {
        sources.insert(0, ((ObjectNode) sources.get(sources.size() - 3)).deepCopy().put("source", "others-" + i).put("lag", 0));
      }
    });

    List<String> lines = lines(status, 5);

    assertThat(lines).hasSize(5);
    assertThat(lines.get(1)).as("has a lag").startsWith("orders-0");
    assertThat(lines.get(2)).as("holds back").startsWith("orders-1").endsWith("last, moving");
    assertThat(lines.get(3)).as("has no owner").startsWith("orders-2").contains("unknown");
    assertThat(lines.get(4)).isEqualTo("… and 37 more partitions");
  }

  @Test
  void withoutPartitionsItSaysWhenThereWillBeSome() {
    Section section = Partitions.section(Answers.status(node -> node.putArray("sources")));

    assertThat(section.wanted()).isEqualTo(1);
    assertThat(section.lines(1).get(0).text()).startsWith("PARTITION  none is known yet");
  }

  private static StatusReport standing(String since) {
    return Answers.status(node -> {
      ((ObjectNode) node.path("held_back_by").get(0)).put("since", since);
      ((ObjectNode) node.path("sources").get(1)).put("since", since);
    });
  }

  private static List<String> lines(StatusReport status, int height) {
    return Partitions.section(status).lines(height).stream().map(Line::text).toList();
  }
}
