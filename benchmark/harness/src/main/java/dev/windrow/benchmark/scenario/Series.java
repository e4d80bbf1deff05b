package dev.windrow.benchmark.scenario;

import dev.windrow.benchmark.judge.Verdict;
import dev.windrow.benchmark.measure.Spread;
import dev.windrow.benchmark.run.Measurement;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;

/** The measurements of one contender; none when it could not be measured. */
record Series(String label, List<Measurement> measurements) {

  private static final String NONE = "–";

  Series {
    measurements = List.copyOf(measurements);
  }

  Optional<Spread> of(ToDoubleFunction<Measurement> quantity) {
    return measurements.isEmpty()
        ? Optional.empty()
        : Optional.of(Spread.of(measurements.stream().mapToDouble(quantity).toArray()));
  }

  OptionalDouble median(ToDoubleFunction<Measurement> quantity) {
    return of(quantity).map(spread -> OptionalDouble.of(spread.median())).orElse(OptionalDouble.empty());
  }

  /** The ratio of medians. */
  OptionalDouble ratio(Series other, ToDoubleFunction<Measurement> quantity) {
    OptionalDouble mine = median(quantity);
    OptionalDouble others = other.median(quantity);
    return mine.isPresent() && others.isPresent() ? OptionalDouble.of(mine.getAsDouble() / others.getAsDouble()) : OptionalDouble.empty();
  }

  String cell(ToDoubleFunction<Measurement> quantity, int decimals) {
    return of(quantity).map(spread -> spread.text(decimals)).orElse(NONE);
  }

  /** Whether every run gave the right results; of the first that did not, what was wrong. */
  String verdict() {
    return measurements.stream()
        .map(measurement -> measurement.verdict().map(Verdict::text).orElse(NONE))
        .reduce((one, other) -> one.startsWith("NO") ? one : other)
        .orElse(NONE);
  }

  /** Of the runs that could be measured, how many were right; 0 when there are none. */
  double rightShare() {
    long right = measurements.stream().filter(one -> one.verdict().map(Verdict::isRight).orElse(true)).count();
    return measurements.isEmpty() ? 0 : (double) right / measurements.size();
  }
}
