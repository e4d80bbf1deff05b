package dev.windrow.benchmark.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.windrow.benchmark.judge.Tolerance;
import dev.windrow.benchmark.judge.Verdict;
import dev.windrow.benchmark.run.BenchmarkException;
import dev.windrow.benchmark.run.Measurement;
import dev.windrow.benchmark.run.Peer;
import dev.windrow.benchmark.run.SystemUnderTest.Ends;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RoundsTest {

  private final List<String> order = new ArrayList<>();
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  @Test
  void contendersTakeTurnsAndTheFirstTwoRoundsAreNotCounted() throws IOException, InterruptedException {
    Map<String, Series> series = rounds().of(List.of(contender("a", 2), contender("b", 2)));

    assertThat(order).containsExactly("a", "b", "a", "b", "a", "b", "a", "b");
    assertThat(series.get("a").measurements()).extracting(one -> one.wall().toSeconds()).containsExactly(5L, 7L);
    assertThat(series.get("b").median(one -> one.wall().toSeconds())).hasValue(7);
  }

  @Test
  void whatIsMeasuredOnceIsNotWarmedUp() throws IOException, InterruptedException {
    rounds().of(List.of(contender("fast", 3), contender("slow", 1)));

    assertThat(order).containsExactly("fast", "fast", "fast", "slow", "fast", "fast");
  }

  @Test
  void contenderThatFailsIsToldAndMissing() throws IOException, InterruptedException {
    Map<String, Series> series = rounds().of(List.of(contender("broken", 1), contender("a", 1)));

    assertThat(series.get("broken").measurements()).isEmpty();
    assertThat(series.get("a").ratio(series.get("broken"), Measurement::millionEventsPerSecond)).isEmpty();
    assertThat(series.get("broken").verdict()).isEqualTo("–");
    assertThat(series.get("a").measurements()).hasSize(1);
    assertThat(out.toString(StandardCharsets.UTF_8)).contains("broken: it is broken");
  }

  @Test
  void oneWrongRunMakesTheSeriesWrong() {
    Verdict right = new Verdict(1, 0, 0, 0, 0, 1, "");
    Verdict wrong = new Verdict(1, 0, 1, 0, 0, 1, "x");
    Series series = new Series("a", List.of(measurement(1, right), measurement(1, wrong), measurement(1, right)));

    assertThat(series.rightShare()).isEqualTo(2.0 / 3);
    assertThat(series.verdict()).startsWith("NO: 1 of 1 results wrong");
  }

  private Rounds rounds() {
    return new Rounds(contender -> {
      order.add(contender.label());
      if (contender.label().equals("broken")) {
        throw new BenchmarkException("it is broken");
      }
      return measurement(order.size(), new Verdict(1, 0, 0, 0, 0, 1, ""));
    }, new PrintStream(out, true, StandardCharsets.UTF_8));
  }

  private static Measurement measurement(int seconds, Verdict verdict) {
    return new Measurement(1_000_000, Duration.ofSeconds(seconds), Duration.ofSeconds(1), Map.of(), 1024, 0, Optional.of(verdict));
  }

  private static Contender contender(String label, int repetitions) {
    Peer peer = new Peer(label, Path.of(label), "Main", List.of(), List.of(), Ends.RESULTS, Tolerance.EXACT);
    return new Contender(label, peer, 2, null, () -> null, repetitions);
  }
}
