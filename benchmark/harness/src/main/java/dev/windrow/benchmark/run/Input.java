package dev.windrow.benchmark.run;

import dev.windrow.benchmark.judge.Truth;

/** A topic that is filled, and what is true of it. */
public record Input(InputSpec spec, Truth truth) {

  public String topic() {
    return spec.topic();
  }

  public long events() {
    return spec.events();
  }
}
