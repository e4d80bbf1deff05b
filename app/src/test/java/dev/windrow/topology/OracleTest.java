package dev.windrow.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.windrow.config.Config;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Random events, batch boundaries, interleavings and crashes: always the results that an independent computation gives.
 *
 * <p>A failure names its seed; {@code -Dwindrow.seed=42} replays that one alone.
 */
class OracleTest {

  private static final int SEEDS = 1_500;
  private static final int SEEDS_TO_NOTICE = 200;

  private static final Config[] STRICT = {Configs.of(Oracle.YAML, "input.idle-after=never"), Configs.of(Oracle.YAML + Oracle.AND_ALL, "input.idle-after=never")};
  private static final Config[] IDLING = {Configs.of(Oracle.YAML), Configs.of(Oracle.YAML + Oracle.AND_ALL)};

  @Test
  void replayGivesTheSameResultsWhateverTheBatchesInterleavingsAndCrashes() {
    int results = 0;
    int late = 0;
    int crashes = 0;
    for (long seed : seeds()) {
      OracleRun run = check(seed, STRICT, OracleRun.Sabotage.NONE);
      results += run.results().size();
      late += run.late().size();
      crashes += run.crashes();
    }
    if (Long.getLong("windrow.seed") == null) {
      // It has not passed by having nothing to compare.
      assertThat(results).isGreaterThan(5 * SEEDS);
      assertThat(late).isGreaterThan(SEEDS);
      assertThat(crashes).isGreaterThan(SEEDS);
    }
  }

  @Test
  void idlenessMakesRevisionsAtMostAndNeverChangesTheLastValues() {
    long revised = 0;
    for (long seed : seeds()) {
      OracleRun run = check(seed, IDLING, OracleRun.Sabotage.NONE);
      revised += run.revisions().values().stream().filter(revisions -> revisions > 1).count();
    }
    if (Long.getLong("windrow.seed") == null) {
      assertThat(revised).isGreaterThan(SEEDS / 2);
    }
  }

  @Test
  void oneInputGivesTheSameResultsInEveryOrder() {
    OracleInput input = richInput();
    Oracle oracle = new Oracle(input, true);

    for (int order = 0; order < 200; order++) {
      OracleRun run = new OracleRun(input, STRICT[1], new Random(order), OracleRun.Sabotage.NONE).run();

      assertThat(run.results()).as("order %d", order).isEqualTo(oracle.results(false));
    }
  }

  @ParameterizedTest
  @EnumSource(value = OracleRun.Sabotage.class, mode = EnumSource.Mode.EXCLUDE, names = "NONE")
  void whatIsBrokenOnPurposeIsNoticed(OracleRun.Sabotage sabotage) {
    int noticed = 0;
    for (int seed = 0; seed < SEEDS_TO_NOTICE; seed++) {
      try {
        check(seed, STRICT, sabotage);
      } catch (AssertionError | OffsetsWentBackException notice) {
        noticed++;
      }
    }
    assertThat(noticed).as("seeds that noticed, of %d", SEEDS_TO_NOTICE).isGreaterThan(SEEDS_TO_NOTICE / 20);
  }

  private static OracleRun check(long seed, Config[] configs, OracleRun.Sabotage sabotage) {
    Random random = new Random(seed);
    int which = random.nextInt(configs.length);
    OracleInput input = OracleInput.random(random);
    Oracle oracle = new Oracle(input, which == 1);
    boolean idling = configs[which].input().idleAfter().isPresent();

    OracleRun run = new OracleRun(input, configs[which], random, sabotage).run();

    String again = "seed " + seed + ", replay with -Dwindrow.seed=" + seed + ": ";
    assertEqual(again + "results", run.results(), oracle.results(idling));
    assertEqual(again + "late", OracleRun.sorted(run.late()), OracleRun.sorted(oracle.late()));
    assertEqual(again + "dead letters", OracleRun.sorted(run.deadLetters()), OracleRun.sorted(oracle.deadLetters()));
    assertEqual(again + "ledger", run.ledger(), oracle.ledger());
    assertEqual(again + "ledger balances", run.ledger().values().stream().allMatch(Counts::balances), true);
    assertEqual(again + "revised", !idling && run.revisions().values().stream().anyMatch(revisions -> revisions > 1), false);
    return run;
  }

  /** The first one that has many results. */
  private static OracleInput richInput() {
    for (long seed = 0; ; seed++) {
      OracleInput input = OracleInput.random(new Random(seed));
      if (input.partitions().size() > 2 && new Oracle(input, true).results(false).size() > 50) {
        return input;
      }
    }
  }

  /** Thousands of comparisons: they are described only when they fail. */
  private static void assertEqual(String what, Object found, Object expected) {
    if (!found.equals(expected)) {
      assertThat(found).as(what).isEqualTo(expected);
    }
  }

  private static long[] seeds() {
    Long only = Long.getLong("windrow.seed");
    if (only != null) {
      return new long[] {only};
    }
    long[] seeds = new long[SEEDS];
    for (int i = 0; i < SEEDS; i++) {
      seeds[i] = i;
    }
    return seeds;
  }
}
