package dev.windrow.topology;

import dev.windrow.config.Config;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** The wire format between the stages: per partial of a batch of {@value SimulatedBatches#EVENTS} events. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class PartialBenchmark {

  @Param({"event_type", "user_id"})
  private String groupBy;

  private Partial partial;
  private byte[] encoded;

  @Setup
  public void fill() {
    Config config = SimulatedBatches.config(groupBy);
    partial = new SimulatedBatches(config, 10_000).partials(config, 1).get(0);
    encoded = partial.encode();
  }

  @Benchmark
  public byte[] encode() {
    return partial.encode();
  }

  @Benchmark
  public Partial decode() {
    return Partial.decode(encoded);
  }
}
