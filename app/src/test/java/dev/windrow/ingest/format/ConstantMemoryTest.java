package dev.windrow.ingest.format;

import static org.assertj.core.api.Assertions.assertThat;

import dev.windrow.it.Jvm;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** 300 MB of each kind in a heap of 24 MB: records as they should be, and single ones that are larger than the heap. */
class ConstantMemoryTest {

  private static final long BYTES = 300L << 20;

  @Test
  void streamsThatAreLargerThanTheHeapAreRead(@TempDir Path folder) throws Exception {
    try (Jvm reader = Jvm.start(folder, "reader", List.of("-Xmx24m", "-XX:TieredStopAtLevel=4"), ReadEndless.class, List.of(Long.toString(BYTES)))) {
      int exitCode = reader.exitCode(Duration.ofMinutes(3));

      assertThat(exitCode).as(reader.err()).isZero();
      System.out.print(reader.out());
      assertThat(reader.out().lines().map(line -> line.replaceAll(" \\(.*", ""))).containsExactly(
          "ndjson: 2809000 good, 0 bad, end",
          "array: 2809001 good, 0 bad, cut",
          "csv: 6554000 good, 0 bad, end",
          "one line: 0 good, 1 bad, end",
          "one cell: 0 good, 1 bad, end",
          "one element: 0 good, 1 bad, cut");
    }
  }
}
