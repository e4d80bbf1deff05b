package dev.windrow.benchmark.judge;

import java.util.List;

/** Several expectations of one topic, each of which passes over what is not its own. */
public final class All implements Expectation {

  private final List<Expectation> parts;

  public All(List<? extends Expectation> parts) {
    this.parts = List.copyOf(parts);
  }

  @Override
  public void add(byte[] value) {
    parts.forEach(part -> part.add(value));
  }

  @Override
  public boolean isComplete() {
    return parts.stream().allMatch(Expectation::isComplete);
  }

  @Override
  public Verdict verdict() {
    return parts.stream().map(Expectation::verdict).reduce(Verdict::plus).orElseThrow();
  }
}
