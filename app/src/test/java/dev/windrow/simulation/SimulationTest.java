package dev.windrow.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Thousands of runs, each with faults of its own. {@code -Dsimulation.seed} and {@code -Dsimulation.runs} run others;
 * {@code -Dsimulation.steps} ends the chaos early.
 */
class SimulationTest {

  private static final long SEED = Long.getLong("simulation.seed", 1);
  private static final int RUNS = Integer.getInteger("simulation.runs", 2_000);
  private static final int STEPS = Integer.getInteger("simulation.steps", Integer.MAX_VALUE);
  private static final int TRACE_LINES = 60;

  /** With fewer runs something rare may not happen. */
  private static final int RUNS_THAT_SEE_EVERYTHING = 500;

  @Test
  void whateverHappensResultsAreExact() {
    Map<Happening, Integer> counts = new EnumMap<>(Happening.class);
    for (long seed = SEED; seed < SEED + RUNS; seed++) {
      Simulation.Outcome outcome = Simulation.run(seed, Mutant.NONE, STEPS, false);
      if (outcome.violation().isPresent()) {
        throw new AssertionError(report(seed, outcome), outcome.violation().get());
      }
      outcome.counts().forEach((happening, count) -> counts.merge(happening, count, Integer::sum));
    }
    System.out.println("simulated " + RUNS + " runs from seed " + SEED + ": " + counts);
    if (RUNS >= RUNS_THAT_SEE_EVERYTHING && STEPS == Integer.MAX_VALUE) {
      assertThat(counts.keySet()).as("what %d runs have seen", RUNS).containsExactlyInAnyOrder(Happening.values());
    }
  }

  @Test
  void seedRepeatsItsRun() {
    for (long seed = SEED; seed < SEED + 5; seed++) {
      assertThat(Simulation.run(seed, Mutant.NONE, STEPS, true).trace()).isEqualTo(Simulation.run(seed, Mutant.NONE, STEPS, true).trace());
    }
  }

  /** The shortest chaos that fails, with its last lines. */
  private static String report(long seed, Simulation.Outcome failed) {
    int steps = 0;
    while (steps < failed.steps() && Simulation.run(seed, Mutant.NONE, steps, false).violation().isEmpty()) {
      steps++;
    }
    Simulation.Outcome shortest = Simulation.run(seed, Mutant.NONE, steps, true);
    List<String> trace = shortest.trace();
    return "seed " + seed + " violates " + failed.violation().orElseThrow().getMessage()
        + "\n\nwith only " + steps + " steps: " + shortest.violation().map(Violation::getMessage).orElse("nothing")
        + "\n\n" + String.join("\n", trace.subList(Math.max(0, trace.size() - TRACE_LINES), trace.size()))
        + "\n\nagain: mvn -pl app -am test -Dtest=SimulationTest -Dsurefire.failIfNoSpecifiedTests=false -Dsimulation.seed=" + seed
        + " -Dsimulation.runs=1 -Dsimulation.steps=" + steps;
  }
}
