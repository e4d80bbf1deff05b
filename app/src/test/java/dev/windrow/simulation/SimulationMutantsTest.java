package dev.windrow.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The simulation can fail: it catches each of these mistakes within some seeds, by the invariant that is there for it. */
class SimulationMutantsTest {

  private static final int SEEDS = 2_000;

  @ParameterizedTest
  @EnumSource(value = Mutant.class, mode = EnumSource.Mode.EXCLUDE, names = "NONE")
  void simulationCatchesTheMistake(Mutant mutant) {
    for (long seed = 1; seed <= SEEDS; seed++) {
      Simulation.Outcome outcome = Simulation.run(seed, mutant);
      if (outcome.violation().isPresent()) {
        Violation violation = outcome.violation().get();
        System.out.println(mutant + " caught by seed " + seed + ": " + violation.getMessage());
        assertThat(mutant.caughtBy()).as("seed %d caught it: %s", seed, violation.getMessage()).contains(violation.invariant());
        return;
      }
    }
    throw new AssertionError(mutant + " was not caught by " + SEEDS + " seeds");
  }
}
