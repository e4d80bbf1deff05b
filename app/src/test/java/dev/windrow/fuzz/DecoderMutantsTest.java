package dev.windrow.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The fuzz test can fail: it notices each of these mistakes within the seeds that it runs by default. */
class DecoderMutantsTest {

  @ParameterizedTest
  @EnumSource(DecoderMutant.class)
  void mistakeIsNoticed(DecoderMutant mutant) {
    DecoderFuzz fuzz = new DecoderFuzz(mutant::of);
    for (long seed = 1; seed <= DecoderFuzzTest.RUNS; seed++) {
      Optional<String> found = fuzz.disagreement(seed);
      if (found.isPresent()) {
        System.out.println(mutant + " noticed by seed " + seed);
        assertThat(found.get()).contains("shortest, with ", "\n  hex ");
        return;
      }
    }
    throw new AssertionError(mutant + " was not noticed by " + DecoderFuzzTest.RUNS + " seeds");
  }
}
