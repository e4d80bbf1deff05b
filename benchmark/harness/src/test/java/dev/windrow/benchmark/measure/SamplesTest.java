package dev.windrow.benchmark.measure;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SamplesTest {

  @Test
  void allAreKeptHoweverManyThereAre() {
    Samples samples = new Samples();
    assertThat(samples.isEmpty()).isTrue();
    for (int i = 10_000; i > 0; i--) {
      samples.add(i);
    }

    assertThat(samples.size()).isEqualTo(10_000);
    assertThat(samples.percentiles().at(99)).isEqualTo(9_900);
    assertThat(samples.percentiles().at(100)).isEqualTo(10_000);
  }

  @Test
  void spanDoesNotHaveItsEndNorTheMarginBefore() {
    Span span = new Span(1_000, 2_000);

    assertThat(span.has(999, 100)).isFalse();
    assertThat(span.has(1_000, 100)).isTrue();
    assertThat(span.has(1_899, 100)).isTrue();
    assertThat(span.has(1_900, 100)).isFalse();
    assertThat(span.has(1_999, 0)).isTrue();
  }
}
