package dev.windrow.benchmark.scenario;

import dev.windrow.benchmark.load.LoadGenerator;
import dev.windrow.benchmark.load.QueryMix;
import dev.windrow.benchmark.load.Tally;
import dev.windrow.benchmark.measure.BreakingRate;
import dev.windrow.benchmark.run.Live;
import dev.windrow.benchmark.run.Pause;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;

/**
 * What is asked of an instance that works on live events: nothing, the usual rate, the usual rate with streams, in turns; then more and more. Used
 * once, by one thread.
 */
final class QueryLoad implements Live.Meanwhile {

  static final int PER_SECOND = 500;
  static final int CONNECTIONS = 200;
  static final int STREAMS = 50;

  private static final int WARM_UP_PER_SECOND = 1_000;
  private static final int EVENT_TYPES = 4;
  private static final Duration SETTLE = Duration.ofSeconds(1);
  /** For what was sent too much to be done with. */
  private static final long RECOVERY_MS = 1_000;

  private final Workbench bench;
  private final Times times;
  private final LoadLevel none = new LoadLevel(0, 0);
  private final LoadLevel usual = new LoadLevel(PER_SECOND, 0);
  private final LoadLevel watched = new LoadLevel(PER_SECOND, STREAMS);
  private final List<LoadLevel> tried = new ArrayList<>();
  private final BreakingRate rates = new BreakingRate(PER_SECOND);
  private Map<String, Integer> losses = Map.of();

  QueryLoad(Workbench bench) {
    this.bench = bench;
    this.times = Times.of(bench.extent());
  }

  /**
   * How long it takes.
   *
   * @param warmUp its last two thirds with queries: a fresh JVM takes its time to compile what answers them
   * @param turn of a level, without {@link #SETTLE}
   * @param step of the search for the breaking rate, without {@link #SETTLE}
   * @param search all of it, at most
   */
  record Times(Duration warmUp, int rounds, Duration turn, Duration step, Duration search) {

    static Times of(Extent extent) {
      Duration quarter = extent.live().dividedBy(4);
      return new Times(quarter.multipliedBy(3), Math.max(1, extent.repetitions() - 1), quarter, quarter.dividedBy(2), quarter.multipliedBy(8));
    }

    /** Longer than it ever takes. */
    Duration most() {
      return warmUp.plus(turn.plus(SETTLE).multipliedBy(3L * rounds)).plus(search).plus(Duration.ofMinutes(1));
    }
  }

  Times times() {
    return times;
  }

  @Override
  public void run(Live.Instance instance) throws IOException, InterruptedException {
    Duration third = times.warmUp().dividedBy(3);
    Pause.millis(third.toMillis());
    QueryMix mix = new QueryMix(Queries.AGGREGATION.name(), EVENT_TYPES, "group.event_type=login");
    try (LoadGenerator generator = LoadGenerator.connect(instance.http(), CONNECTIONS, mix)) {
      generator.run(WARM_UP_PER_SECOND, third, third, new Tally());
      for (int round = 1; round <= times.rounds(); round++) {
        for (LoadLevel level : List.of(none, usual, watched)) {
          level.turn(bench, instance, generator, SETTLE, times.turn());
        }
        bench.out().printf(Locale.ROOT, "  round %d of %d: query p99 %.1f ms so far, %d of %d failed%n",
            round, times.rounds(), usual.tally().times().at(99), usual.tally().failed(), usual.tally().requests());
      }
      search(instance, generator);
      losses = generator.losses();
    }
  }

  private void search(Live.Instance instance, LoadGenerator generator) throws IOException, InterruptedException {
    long untilNanos = System.nanoTime() + times.search().toNanos();
    for (OptionalInt rate = rates.next(); rate.isPresent() && System.nanoTime() - untilNanos < 0; rate = rates.next()) {
      LoadLevel level = step(instance, generator, rate.getAsInt());
      if (level.tally().tooMany().isPresent()) {
        // Something else may have been in its way.
        level = step(instance, generator, rate.getAsInt());
      }
      tried.add(level);
      rates.tried(level.perSecond(), level.tally().tooMany().isEmpty());
    }
  }

  private LoadLevel step(Live.Instance instance, LoadGenerator generator, int perSecond) throws IOException, InterruptedException {
    LoadLevel level = new LoadLevel(perSecond, 0);
    level.turn(bench, instance, generator, SETTLE, times.step());
    bench.out().printf(Locale.ROOT, "  %d requests/s: %s%n", perSecond, level.tally().tooMany().orElse("held"));
    if (level.tally().tooMany().isPresent()) {
      Pause.millis(RECOVERY_MS);
    }
    return level;
  }

  LoadLevel none() {
    return none;
  }

  LoadLevel usual() {
    return usual;
  }

  LoadLevel watched() {
    return watched;
  }

  /** With what the breaking rate was looked for, in that order. */
  List<LoadLevel> tried() {
    return List.copyOf(tried);
  }

  BreakingRate rates() {
    return rates;
  }

  /** How many connections were lost, by what went wrong. */
  Map<String, Integer> losses() {
    return losses;
  }
}
