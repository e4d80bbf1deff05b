package dev.windrow.topology;

import dev.windrow.fuzz.Fuzz;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("fuzz")
class WireFormatFuzzTest {

  static final int RUNS = 9_000;

  @Test
  void whatIsWrittenComesBackAndWhatIsDamagedIsMalformedOrMeansSomething() {
    List<? extends WireFormatFuzz<?>> formats = Codec.ALL.stream().map(WireFormatFuzz::new).toList();
    Fuzz.of(WireFormatFuzzTest.class, RUNS, 0.3).run(seed ->
        formats.get((int) (seed % formats.size())).fault(seed).ifPresent(fault -> {
          throw new AssertionError(fault);
        }));
  }
}
