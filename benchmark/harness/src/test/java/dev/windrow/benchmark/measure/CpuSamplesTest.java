package dev.windrow.benchmark.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import jdk.jfr.Recording;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CpuSamplesTest {

  private static volatile double sink;

  @TempDir
  Path folder;

  @Test
  void aSampleBelongsToThePartOfItsInnermostMethodThatHasOne() throws IOException {
    CpuSamples samples = empty();

    samples.add(List.of("java.util.Arrays.copyOf", "dev.windrow.event.Row.begin", "org.apache.kafka.streams.StreamThread.run"));
    samples.add(List.of("dev.windrow.event.Row.begin"));
    samples.add(List.of("java.lang.Thread.run"));
    samples.add(List.of("dev.windrow.value.ByteReader.readByte", "dev.windrow.kafka.slice.BatchSlice$Cursor.next"));
    samples.add(List.of("java.util.HashMap.get", "org.apache.kafka.clients.consumer.KafkaConsumer.poll"));
    samples.add(List.of());

    assertThat(samples.byPart()).containsExactly(
        entry("decoding", 0.4), entry("Kafka: consumer", 0.2), entry("framing and polling", 0.2), entry("the JDK alone", 0.2));
    assertThat(samples.hottest(2)).hasSize(2);
  }

  @Test
  void samplesAreReadFromAFileOfTheRecorder() throws IOException {
    Path file = folder.resolve("busy.jfr");
    try (Recording jfr = new Recording()) {
      jfr.enable("jdk.ExecutionSample").with("period", "1 ms");
      jfr.start();
      long until = System.nanoTime() + 1_000_000_000L;
      while (System.nanoTime() < until) {
        sink = Math.sqrt(sink + 1);
      }
      jfr.dump(file);
    }

    CpuSamples samples = CpuSamples.of(file);

    assertThat(samples.byPart()).containsKey("the rest of Windrow");
  }

  private CpuSamples empty() throws IOException {
    Path file = folder.resolve("empty.jfr");
    try (Recording jfr = new Recording()) {
      jfr.start();
      jfr.dump(file);
    }
    return CpuSamples.of(file);
  }
}
