package dev.windrow.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.windrow.event.EventBatch;
import dev.windrow.event.EventDecoder;
import dev.windrow.event.FrameBuilder;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.function.IntFunction;
import java.util.stream.LongStream;
import javax.management.JMException;
import javax.management.ObjectName;
import org.junit.jupiter.api.Test;

/**
 * What a decoder holds on to between batches is bounded, whatever went through it: measured as what the heap loses when the decoder is let go,
 * so it takes in everything that only the decoder reaches.
 */
class DecoderMemoryTest {

  private static final long MIB = 1 << 20;
  private static final int BATCH = 1_000;

  /** The only reference to it. */
  private EventDecoder decoder = new EventDecoder(Shape.USUAL.schema());

  @Test
  void millionDifferentGroupValuesAreNotKept() {
    feed(1_000_000, i -> "{\"t\":1795170930250,\"k\":\"user number " + i + "\"}");
    assertThat(retained()).isLessThan(32 * MIB);
  }

  @Test
  void millionDifferentGroupNumbersAreNotKept() {
    feed(1_000_000, i -> "{\"t\":1795170930250,\"k\":" + i + ".50}");
    assertThat(retained()).isLessThan(32 * MIB);
  }

  @Test
  void millionDifferentNamesAreNotKept() {
    feed(1_000_000, i -> "{\"t\":1795170930250,\"k\":1,\"name number " + i + "\":1}");
    assertThat(retained()).isLessThan(32 * MIB);
  }

  @Test
  void longNamesAreNotKept() {
    String longName = "n".repeat(60_000);
    feed(600, i -> "{\"t\":1795170930250,\"k\":1,\"" + i + longName + "\":1}");
    feed(1_000, i -> "{\"t\":1795170930250,\"k\":1}");
    assertThat(retained()).isLessThan(32 * MIB);
  }

  @Test
  void nothingIsKeptOfAGiantDocumentAfterManySmallOnes() {
    String filler = "x".repeat(60_000);
    StringBuilder giant = new StringBuilder("{\"t\":1795170930250,\"k\":\"" + filler + "\",\"v\":1." + "7".repeat(400_000));
    while (giant.length() < 1_000_000) {
      giant.append(",\"").append(giant.length()).append("\":\"").append(filler, 0, 30_000).append('"');
    }
    feed(1, i -> giant + "}");
    feed(1, i -> "[".repeat(1_000_000));
    feed(1, i -> "x".repeat(3_000_000));
    feed(10_000, i -> "{\"t\":1795170930250,\"k\":\"small\"}");
    assertThat(retained()).isLessThan(4 * MIB);
  }

  private void feed(int documents, IntFunction<String> document) {
    FrameBuilder frame = new FrameBuilder();
    for (int from = 0; from < documents; from += BATCH) {
      int to = Math.min(documents, from + BATCH);
      frame.begin(1, 0);
      for (int i = from; i < to; i++) {
        frame.record(i, Documents.NOW, null, document.apply(i).getBytes(StandardCharsets.UTF_8));
      }
      EventBatch batch = decoder.decode(frame.finish());
      batch.settle(from, 0, 0);
      assertThat(batch.size()).isEqualTo(to - from);
    }
  }

  private long retained() {
    long with = liveBytes();
    decoder = null;
    long retained = with - liveBytes();
    System.out.println("a decoder held on to " + retained / 1024 + " KiB");
    assertThat(retained).as("what an EventDecoder takes at least").isPositive();
    return retained;
  }

  /** What the whole heap holds after a full collection; the lesser of two, since other threads allocate meanwhile. */
  private static long liveBytes() {
    return LongStream.range(0, 2).map(i -> histogramBytes()).min().orElseThrow();
  }

  private static long histogramBytes() {
    try {
      ObjectName diagnostics = new ObjectName("com.sun.management:type=DiagnosticCommand");
      Object histogram = ManagementFactory.getPlatformMBeanServer().invoke(
          diagnostics, "gcClassHistogram", new Object[] {new String[0]}, new String[] {String[].class.getName()});
      String[] total = histogram.toString().substring(histogram.toString().lastIndexOf("Total")).trim().split("\\s+");
      return Long.parseLong(total[2]);
    } catch (JMException unavailable) {
      throw new AssertionError("no histogram of the heap", unavailable);
    }
  }
}
