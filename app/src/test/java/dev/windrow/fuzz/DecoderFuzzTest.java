package dev.windrow.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.windrow.event.RejectReason;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("fuzz")
class DecoderFuzzTest {

  static final int RUNS = 800;

  @Test
  void decoderReadsWhatTheReferenceReads() {
    Fuzz fuzz = Fuzz.of(DecoderFuzzTest.class, RUNS, 0.5);
    DecoderFuzz decoder = new DecoderFuzz(shape -> new EventDecoding(shape.schema()));
    fuzz.run(seed -> decoder.disagreement(seed).ifPresent(found -> {
      throw new AssertionError(found);
    }));
    System.out.println("  verdicts: " + decoder.verdicts());
    if (fuzz.isDefault()) {
      assertSawEverything(decoder);
    }
  }

  /** A fuzz test that produced nothing but garbage, or no garbage, would show little. */
  private static void assertSawEverything(DecoderFuzz decoder) {
    List<String> reasons = Arrays.stream(RejectReason.values()).map(RejectReason::code).toList();
    assertThat(decoder.verdicts().keySet()).containsAll(reasons).contains(Outcome.GOOD);
    int all = decoder.verdicts().values().stream().mapToInt(Integer::intValue).sum();
    assertThat(decoder.verdicts().get(Outcome.GOOD)).isBetween(all / 10, all / 2);
    assertThat(decoder.verdicts().get(RejectReason.NOT_JSON.code())).isBetween(all / 10, all / 2);
    assertThat(decoder.verdicts().values()).allMatch(count -> count > 50);
  }
}
