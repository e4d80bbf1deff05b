package dev.windrow.topology;

import dev.windrow.config.Config;
import dev.windrow.event.EventBatch;
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
import org.openjdk.jmh.infra.Blackhole;

/** Columns to partials: per event. With few groups and with many, and for eight aggregations at once; the batch is inside its windows, so that none of it is late. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class CombinerBenchmark {

  @Param({"event_type", "user_id", SimulatedBatches.EIGHT})
  private String groupBy;

  private Combiner combiner;
  private EventBatch batch;

  @Setup
  public void fill() {
    Config config = SimulatedBatches.config(groupBy);
    combiner = SimulatedBatches.combiner(config);
    batch = new SimulatedBatches(config, 10_000).batch();
  }

  @Benchmark
  @OperationsPerInvocation(SimulatedBatches.EVENTS)
  public void combine(Blackhole out) {
    combiner.combine(SimulatedBatches.TOPIC, 0, batch, out::consume);
  }
}
