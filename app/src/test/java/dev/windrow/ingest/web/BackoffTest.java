package dev.windrow.ingest.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import java.util.random.RandomGenerator;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class BackoffTest {

  @Test
  void theLongestPauseDoublesUpToALimit() {
    Backoff longest = new Backoff(new Highest());

    assertThat(LongStream.rangeClosed(1, 10).map(attempt -> longest.pauseMs((int) attempt, Duration.ZERO)).boxed())
        .containsExactly(200L, 400L, 800L, 1_600L, 3_200L, 6_400L, 12_800L, 25_600L, 30_000L, 30_000L);
    assertThat(longest.pauseMs(1_000, Duration.ZERO)).isEqualTo(30_000);
  }

  @Test
  void pausesAreSpreadFromNothingToTheLongest() {
    long seed = System.nanoTime();
    Backoff backoff = new Backoff(new Random(seed));

    long[] pauses = LongStream.range(0, 2_000).map(any -> backoff.pauseMs(4, Duration.ZERO)).toArray();

    assertThat(LongStream.of(pauses).min().orElseThrow()).as("seed %d", seed).isBetween(0L, 100L);
    assertThat(LongStream.of(pauses).max().orElseThrow()).as("seed %d", seed).isBetween(1_500L, 1_600L);
    assertThat(LongStream.of(pauses).average().orElseThrow()).as("seed %d", seed).isBetween(720.0, 880.0);
  }

  @Test
  void aServerThatAsksForMoreGetsItUpToFiveMinutes() {
    Backoff backoff = new Backoff(new Highest());

    assertThat(backoff.pauseMs(1, Duration.ofSeconds(7))).isEqualTo(7_000);
    assertThat(backoff.pauseMs(4, Duration.ofSeconds(1))).isEqualTo(1_600);
    assertThat(backoff.pauseMs(1, Duration.ofDays(3))).isEqualTo(300_000);
  }

  private static final class Highest implements RandomGenerator {

    @Override
    public long nextLong() {
      return Long.MAX_VALUE;
    }

    @Override
    public long nextLong(long bound) {
      return bound - 1;
    }
  }
}
