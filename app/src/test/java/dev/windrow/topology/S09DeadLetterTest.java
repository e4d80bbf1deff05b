package dev.windrow.topology;

import static dev.windrow.topology.Events.at;
import static dev.windrow.topology.Events.event;
import static org.assertj.core.api.Assertions.assertThat;

import dev.windrow.event.RejectReason;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Rule S9: dead letters. */
class S09DeadLetterTest {

  private static final String SUMS = """
      input:
        topics: [events]
        limits: {record: 200B, depth: 3, string: 20B}
      aggregations:
        - {name: sums, group-by: [type], window: {tumbling: 5s, grace: 2s}, measures: {sum: sum(value)}, output: results}
      """;

  static Stream<Arguments> deadLetters() {
    return Stream.of(
        Arguments.of(RejectReason.NO_VALUE, null),
        Arguments.of(RejectReason.NO_VALUE, bytes("")),
        Arguments.of(RejectReason.NOT_JSON, bytes("{\"timestamp\":3000,\"type\":\"a\"}}")),
        Arguments.of(RejectReason.NOT_JSON, bytes("{\"timestamp\":3000,\"type\":\"a\"} x")),
        Arguments.of(RejectReason.NOT_JSON, bytes("{\"timestamp\":3000,\"type\":\"a\",\"value\":NaN}")),
        Arguments.of(RejectReason.NOT_JSON, new byte[] {'{', '"', (byte) 0xff, '"', ':', '1', '}'}),
        Arguments.of(RejectReason.NOT_AN_OBJECT, bytes("[1]")),
        Arguments.of(RejectReason.NO_TIMESTAMP, bytes("{\"type\":\"a\"}")),
        Arguments.of(RejectReason.NO_TIMESTAMP, bytes("{\"timestamp\":null,\"type\":\"a\"}")),
        Arguments.of(RejectReason.BAD_TIMESTAMP, bytes("{\"timestamp\":\"yesterday\",\"type\":\"a\"}")),
        Arguments.of(RejectReason.BAD_TIMESTAMP, bytes("{\"timestamp\":\"1970-01-01\",\"type\":\"a\"}")),
        Arguments.of(RejectReason.BEFORE_1970, bytes("{\"timestamp\":-1,\"type\":\"a\"}")),
        Arguments.of(RejectReason.WRONG_TYPE, bytes("{\"timestamp\":3000,\"type\":{}}")),
        Arguments.of(RejectReason.WRONG_TYPE, bytes("{\"timestamp\":3000,\"type\":\"a\",\"value\":\"7\"}")),
        Arguments.of(RejectReason.OUT_OF_RANGE, bytes("{\"timestamp\":3000,\"type\":\"a\",\"value\":1e401}")),
        Arguments.of(RejectReason.OUT_OF_RANGE, bytes("{\"timestamp\":3000,\"type\":1e-401}")),
        Arguments.of(RejectReason.TOO_LARGE, bytes("{\"timestamp\":3000,\"type\":\"a\"" + " ".repeat(200) + "}")),
        Arguments.of(RejectReason.TOO_LARGE, bytes("{\"timestamp\":3000,\"type\":\"a\",\"other\":\"" + "x".repeat(21) + "\"}")),
        Arguments.of(RejectReason.TOO_DEEP, bytes("{\"timestamp\":3000,\"type\":\"a\",\"other\":[[[]]]}")),
        Arguments.of(RejectReason.TOO_FAR_AHEAD, bytes("{\"timestamp\":9000000,\"type\":\"a\"}")),
        Arguments.of(RejectReason.SKIPPED_BY_ALL, bytes("{\"timestamp\":3000,\"value\":7}")));
  }

  @ParameterizedTest(name = "{0} #{index}")
  @MethodSource("deadLetters")
  void s9_deadLetterIsKeptByteForByteWithReasonAndCoordinates(RejectReason reason, byte[] value) {
    try (WindrowHarness windrow = new WindrowHarness(SUMS)) {
      windrow.pipe(event(at(3), "login"));
      RecordHeaders headers = new RecordHeaders();
      headers.add("trace", bytes("x-1"));
      windrow.pipe("events", new TestRecord<>(new byte[] {0, -1}, value, headers, at(2)));
      windrow.pipe(event(at(7), "login"));

      Seen dead = windrow.deadLetters().get(0);
      assertThat(dead.record().key()).isEqualTo(new byte[] {0, -1});
      assertThat(dead.record().value()).isEqualTo(value);
      assertThat(dead.timestamp()).isEqualTo(at(2));
      assertThat(dead.headers()).startsWith(
          "trace=x-1", "windrow-topic=events", "windrow-partition=0", "windrow-offset=1", "windrow-reason=" + reason.code());
      assertThat(dead.header(SideRecords.DETAIL)).isNotEmpty().hasSizeLessThanOrEqualTo(200);
      assertThat(windrow.results()).containsExactly("0-5 type=login sum=null final 1");
      assertThat(windrow.ledger()).isEqualTo(new Counts(3, 2, 0, 0, 0, 0, 1));
      windrow.expectNothingMore();
    }
  }

  @Test
  void s9_everyReasonIsInTheTable() {
    Set<Object> shown = deadLetters().map(arguments -> arguments.get()[0]).collect(Collectors.toSet());

    assertThat(shown).containsExactlyInAnyOrder((Object[]) RejectReason.values());
  }

  @Test
  void s9_deadLettersOfABatchKeepTheirOffsetsAndTheRestGoesOn() {
    try (WindrowHarness windrow = new WindrowHarness(Configs.COUNTS)) {
      windrow.pipeBatch("{", event(at(3), "login"), "[]", event(at(7), "login"), "");

      assertThat(windrow.results()).containsExactly("0-5 type=login count=1 final 1");
      assertThat(windrow.deadLetters()).extracting(dead -> dead.header(SideRecords.OFFSET) + " " + dead.header(SideRecords.REASON))
          .containsExactly("0 not-json", "2 not-an-object", "4 no-value");
      windrow.expectNothingMore();
    }
  }

  @Test
  void s9_deadLetterIsOneForAllAggregations() {
    String two = """
        input: {topics: [events]}
        aggregations:
          - {name: counts, group-by: [], window: {tumbling: 5s, grace: 2s}, measures: {n: count()}, output: counts}
          - {name: sums, group-by: [], window: {tumbling: 5s, grace: 2s}, measures: {sum: sum(value)}, output: sums}
        """;
    try (WindrowHarness windrow = new WindrowHarness(two)) {
      // Only the second aggregation uses the value.
      windrow.pipe(event(at(3), "login", "\"seven\""));
      windrow.pipe(event(at(3), "login", "7"));
      windrow.pipe(event(at(7), "login", "7"));

      assertThat(windrow.results("counts")).containsExactly("0-5 n=1 final 1");
      assertThat(windrow.results("sums")).containsExactly("0-5 sum=7 final 1");
      assertThat(windrow.deadLetters()).extracting(Seen::value).containsExactly(event(at(3), "login", "\"seven\""));
      windrow.expectNothingMore();
    }
  }

  @Test
  void s9_fieldsThatNoAggregationUsesMayHoldAnything() {
    try (WindrowHarness windrow = new WindrowHarness(Configs.COUNTS)) {
      windrow.pipe(event(at(3), "login", "\"seven\""));
      windrow.pipe(event(at(3), "login", "1e999"));
      windrow.pipe(event(at(7), "login", "[{}]"));

      assertThat(windrow.results()).containsExactly("0-5 type=login count=2 final 1");
      windrow.expectNothingMore();
    }
  }

  @Test
  void s9_whatDoesNotFitIntoARecordIsCutWithSizeAndHashInHeaders() throws Exception {
    byte[] value = "x".repeat(5_000).getBytes(StandardCharsets.US_ASCII);
    byte[] key = "k".repeat(3_000).getBytes(StandardCharsets.US_ASCII);
    try (WindrowHarness windrow = new WindrowHarness(Configs.of(Configs.COUNTS), 2_000)) {
      windrow.pipe("events", new TestRecord<>(key, value, new RecordHeaders(), at(1)));

      Seen dead = windrow.deadLetters().get(0);
      assertThat(dead.header("windrow-cut-value")).isEqualTo("{\"bytes\":5000,\"sha256\":\"" + sha256(value) + "\"}");
      assertThat(dead.header("windrow-cut-key")).isEqualTo("{\"bytes\":3000,\"sha256\":\"" + sha256(key) + "\"}");
      assertThat(dead.record().value()).hasSizeLessThan(2_000).isEqualTo(Arrays.copyOf(value, dead.record().value().length));
      assertThat(dead.record().key()).hasSizeLessThan(2_000).isEqualTo(Arrays.copyOf(key, dead.record().key().length));
      windrow.expectNothingMore();
    }
  }

  @Test
  void s9_lateEventsAreCutAlike() throws Exception {
    String event = "{\"timestamp\":3000,\"type\":\"login\",\"other\":\"" + "x".repeat(5_000) + "\"}";
    try (WindrowHarness windrow = new WindrowHarness(Configs.of(Configs.COUNTS), 2_000)) {
      windrow.pipe(event(at(7), "mover"));
      windrow.pipe(event);

      Seen late = windrow.late().get(0);
      assertThat(late.header("windrow-cut-value")).isEqualTo("{\"bytes\":" + event.length() + ",\"sha256\":\"" + sha256(bytes(event)) + "\"}");
      assertThat(event).startsWith(late.value());
      assertThat(List.of(late.headers("windrow-cut-key").size(), late.headers("windrow-cut-headers").size())).containsOnly(0);
      windrow.expectNothingMore();
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String sha256(byte[] bytes) throws Exception {
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
  }
}
