package dev.windrow.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.windrow.it.Jvm;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * One random fault after the other for as long as {@code -Dsoak.minutes} says; {@code -Dsoak.seed} chooses them. At the end
 * everything must be right, and the instance that lived through it all must not have grown.
 */
@Tag("soak")
final class SoakIT {

  private static final long SEED = Long.getLong("soak.seed", System.currentTimeMillis());
  private static final Duration LENGTH = Duration.ofMinutes(Integer.getInteger("soak.minutes", 60));
  private static final int PAUSE_SECONDS = 20;
  private static final int SAMPLES_THAT_SHOW_GROWTH = 16;

  @RegisterExtension
  private final FaultRun run = new FaultRun();

  private final SplittableRandom dice = new SplittableRandom(SEED);
  private final Memory memory = new Memory();
  private int endedByThemselves;

  @Test
  void resultsAreRightAndMemoryIsFlatAfterAllOfThem() throws Exception {
    run.scenario().say("soak of %d minutes, -Dsoak.seed=%d", LENGTH.toMinutes(), SEED);
    run.begin(FaultRun.NAMES.size(), Calamity.HEAP);
    Map<Calamity, Integer> counts = new EnumMap<>(Calamity.class);
    Instant end = Instant.now().plus(LENGTH);
    while (Instant.now().isBefore(end)) {
      Calamity calamity = Calamity.values()[dice.nextInt(Calamity.values().length)];
      counts.merge(calamity, 1, Integer::sum);
      run.strikeNow(calamity.name(), () -> calamity.strike(run, dice));
      restartWhatEnded();
      run.awaitProgress();
      rest();
      memory.sample(run.instance(Calamity.WATCHED));
    }
    run.scenario().say("%s; %d instances ended by themselves and were started again", counts, endedByThemselves);
    run.scenario().say("live heap in MiB: %s%nresident in MiB: %s", memory.liveHeap(), memory.resident());
    run.end(Bite.ABORTED, Bite.REBALANCED, Bite.LAG);
    assertThatMemoryIsFlat();
  }

  /** What a supervisor does; an instance that gives up must say why. */
  private void restartWhatEnded() throws Exception {
    for (String name : FaultRun.NAMES) {
      Jvm instance = run.instance(name);
      if (!instance.isAlive()) {
        assertThat(instance.err()).contains("windrow: the service stopped: ");
        run.scenario().say("instance %s ended: %s", name, instance.err().lines().reduce("", (before, line) -> line));
        endedByThemselves++;
        run.start(name, Calamity.HEAP);
      }
    }
  }

  private void rest() {
    Instant until = Instant.now().plusSeconds(5 + dice.nextInt(PAUSE_SECONDS));
    run.until("some time has passed", () -> Instant.now().isAfter(until));
  }

  private void assertThatMemoryIsFlat() {
    if (memory.liveHeap().size() < SAMPLES_THAT_SHOW_GROWTH) {
      return;
    }
    long before = Memory.medianOf(memory.liveHeap(), 1);
    long after = Memory.medianOf(memory.liveHeap(), 3);
    assertThat(after).as("live heap in MiB in the last quarter; it was %d in the second one", before).isLessThanOrEqualTo(before + before / 4 + 4);
    long residentBefore = Memory.medianOf(memory.resident(), 1);
    long residentAfter = Memory.medianOf(memory.resident(), 3);
    assertThat(residentAfter).as("resident MiB in the last quarter; it was %d in the second one", residentBefore)
        .isLessThanOrEqualTo(residentBefore + residentBefore / 4);
  }
}
