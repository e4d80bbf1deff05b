package dev.windrow.benchmark.scenario;

import dev.windrow.benchmark.judge.Expectation;
import dev.windrow.benchmark.run.Input;
import dev.windrow.benchmark.run.SystemUnderTest;
import java.util.function.Supplier;

/**
 * A system at one piece of work.
 *
 * @param label in tables, unique among those it is compared with
 * @param expectation makes a fresh one for each run
 * @param repetitions that are counted
 */
record Contender(String label, SystemUnderTest system, int threads, Input input, Supplier<Expectation> expectation, int repetitions) {

  /** One run of it would not show how steady it is: then it need not be warmed up either. */
  boolean isWarmedUp() {
    return repetitions > 1;
  }
}
