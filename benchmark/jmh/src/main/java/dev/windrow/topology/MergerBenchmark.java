package dev.windrow.topology;

import dev.windrow.config.Config;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.streams.state.Stores;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
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

/** Partials to results: per event that is in them. Each time a new merger works through all of them, from its first window to its last. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class MergerBenchmark {

  private static final int BATCHES = 50;

  @Param({"event_type", "user_id"})
  private String groupBy;

  private Config config;
  private List<Partial> partials;
  private Merger merger;

  @Setup
  public void fill() {
    config = SimulatedBatches.config(groupBy);
    partials = new SimulatedBatches(config, 10_000).partials(config, BATCHES);
  }

  @Setup(Level.Invocation)
  public void begin() {
    MergeRules rules = new MergeRules(Set.of(SimulatedBatches.TOPIC), Long.MAX_VALUE, 0, Integer.MAX_VALUE, GroupBlock.USUAL_BYTES, true);
    merger = new Merger(AggregationPlan.of(config), rules, store(), store());
  }

  /** The store of the service, without its changelog, which is Kafka's cost. */
  private static MergeStore store() {
    return new StreamsMergeStore(Stores.inMemoryKeyValueStore("store").get());
  }

  @Benchmark
  @OperationsPerInvocation(BATCHES * SimulatedBatches.EVENTS)
  public void merge(Blackhole out) {
    for (Partial partial : partials) {
      merger.merge(partial, out::consume);
    }
  }
}
