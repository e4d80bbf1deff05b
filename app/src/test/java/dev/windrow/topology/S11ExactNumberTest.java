package dev.windrow.topology;

import static dev.windrow.topology.Events.at;
import static dev.windrow.topology.Events.event;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rule S11: numbers are decimals, as written. */
class S11ExactNumberTest {

  private static final String SUMS = """
      input: {topics: [events]}
      aggregations:
        - {name: sums, group-by: [], window: {tumbling: 5s, grace: 2s}, measures: {sum: sum(value), avg: avg(value)}, output: results}
      """;

  @ParameterizedTest(name = "{0} and {1}")
  @CsvSource({
      "0.1, 0.2, 0.3, 0.15",
      "9223372036.854775807, 9223372036.854775807, 18446744073.709551614, 9223372036.854776",
      "9223372036854775807, 1, 9223372036854775808, 4611686018427388000",
      "0.0000000001, 1, 1.0000000001, 0.50000000005",
      "1e25, 1e25, 2e25, 1e25",
      "1e-9, -1e-9, 0, 0",
      "-0, 0, 0, 0",
      "1.10, 1.2, 2.3, 1.15",
      "1234567890123456789012345678901234, 1, 1.234567890123456789012345678901235e33, 6.172839450617284e32",
  })
  void s11_sumsAreExactAndHaveOneText(String first, String second, String sum, String avg) {
    try (WindrowHarness windrow = new WindrowHarness(SUMS)) {
      windrow.pipe(event(at(1), "login", first));
      windrow.pipe(event(at(2), "login", second));
      windrow.pipe(event(at(7), "login"));

      assertThat(windrow.resultRecords()).singleElement().satisfies(result ->
          assertThat(result.value()).contains("\"sum\":" + sum + ",\"avg\":" + avg + ","));
      windrow.expectNothingMore();
    }
  }

  @Test
  void s11_sumOfTheLargestAndASmallNumberKeepsEveryDigit() {
    try (WindrowHarness windrow = new WindrowHarness(SUMS)) {
      windrow.pipe(event(at(1), "login", "1e400"));
      windrow.pipe(event(at(2), "login", "1"));
      windrow.pipe(event(at(7), "login"));

      assertThat(windrow.resultRecords()).singleElement().satisfies(result ->
          assertThat(result.value()).contains("\"sum\":1." + "0".repeat(399) + "1e400,\"avg\":5e399,"));
      windrow.expectNothingMore();
    }
  }

  @Test
  void s11_averagesAreRoundedHalfEvenTo16Digits() {
    try (WindrowHarness windrow = new WindrowHarness(SUMS)) {
      windrow.pipeBatch(event(at(1), "login", "1"), event(at(1), "login", "1"), event(at(1), "login", "0"));
      windrow.pipeBatch(event(at(7), "login", "0.00000000000000025"), event(at(7), "login", "2"));
      windrow.pipeBatch(event(at(12), "login"));

      // 2 / 3, and (2 + 2.5e-16) / 2
      assertThat(windrow.resultRecords()).extracting(result -> result.value().replaceAll(".*\"avg\":([^,]*),.*", "$1"))
          .containsExactly("0.6666666666666667", "1");
      windrow.expectNothingMore();
    }
  }

  @Test
  void s11_sumIsTheSameWhateverTheBatches() {
    String[] events = new String[60];
    for (int i = 0; i < events.length; i++) {
      events[i] = event(at(1), "login", (i % 2 == 0 ? "" : "-") + (i * 7919) + "." + i + "e" + (i % 30 - 15));
    }
    assertThat(sumInBatchesOf(1, events)).isEqualTo(sumInBatchesOf(7, events)).isEqualTo(sumInBatchesOf(60, events));
  }

  @Test
  void s11_oneValueIsOneGroupHoweverItIsWritten() {
    try (WindrowHarness windrow = new WindrowHarness(Configs.COUNTS)) {
      for (String one : new String[] {"1", "1.0", "1e0", "10e-1", "0.1E+1"}) {
        windrow.pipe("{\"timestamp\":3000,\"type\":" + one + "}");
      }
      windrow.pipe("{\"timestamp\":3000,\"type\":\"1\"}");
      windrow.pipe("{\"timestamp\":3000,\"type\":\"\\u00e9\"}");
      windrow.pipe("{\"timestamp\":3000,\"type\":\"é\"}");
      windrow.pipe(event(at(7), "login"));

      assertThat(windrow.resultRecords()).extracting(result -> result.value().replaceAll(".*(\"type\":.*),\"status.*", "$1")).containsExactly(
          "\"type\":\"1\",\"count\":1", "\"type\":\"é\",\"count\":2", "\"type\":1,\"count\":5");
      windrow.expectNothingMore();
    }
  }

  @ParameterizedTest
  @CsvSource({
      "12345678901234567890123456789012345, false",
      "1234567890123456789012345678901234, true",
      "1e400, true",
      "1e401, false",
      "1e-400, true",
      "1e-401, false",
      "0e9999, true",
  })
  void s11_numbersBeyond34DigitsOrExponentsBeyond400AreOutOfRange(String number, boolean inRange) {
    try (WindrowHarness windrow = new WindrowHarness(SUMS)) {
      windrow.pipe(event(at(1), "login", number));

      assertThat(windrow.deadLetters()).extracting(dead -> dead.header(SideRecords.REASON))
          .isEqualTo(inRange ? List.of() : List.of("out-of-range"));
      windrow.expectNothingMore();
    }
  }

  private static String sumInBatchesOf(int size, String[] events) {
    try (WindrowHarness windrow = new WindrowHarness(SUMS)) {
      for (int from = 0; from < events.length; from += size) {
        windrow.pipeBatch(Arrays.copyOfRange(events, from, Math.min(events.length, from + size)));
      }
      windrow.pipe(event(at(7), "login"));
      return windrow.resultRecords().get(0).value();
    }
  }
}
