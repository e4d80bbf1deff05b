package dev.windrow.topology;

import dev.windrow.event.EventBatch;
import dev.windrow.event.EventDecoder;
import dev.windrow.event.Frame;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** A frame to columns: per event. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class DecoderBenchmark {

  @Param({"event_type", "user_id"})
  private String groupBy;

  private EventDecoder decoder;
  private Frame frame;

  @Setup
  public void fill() {
    frame = new SimulatedBatches(SimulatedBatches.config(groupBy), 10_000).frame();
    decoder = new EventDecoder(SimulatedBatches.config(groupBy).schema());
  }

  @Benchmark
  @OperationsPerInvocation(SimulatedBatches.EVENTS)
  public EventBatch decode() {
    return decoder.decode(frame);
  }
}
