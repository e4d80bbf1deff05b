package dev.windrow.benchmark.run;

import dev.windrow.benchmark.judge.Truth;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Fills topics, each once for as long as the broker lives. Confined to one thread. */
public final class Inputs {

  private static final Duration LIMIT = Duration.ofMinutes(10);

  /**
   * The marker that ends the gate's transaction is days younger than the events before it, so a broker would begin a new segment with it. Then it is fetched by itself,
   * and nobody knows of the last event that nothing comes behind it.
   */
  private static final Map<String, String> ONE_SEGMENT = Map.of("segment.ms", Long.toString(Long.MAX_VALUE));

  private final Broker broker;
  private final Path simulatorJar;
  private final Path dir;
  private final Map<InputSpec, Input> filled = new HashMap<>();

  public Inputs(Broker broker, Path simulatorJar, Path dir) {
    this.broker = broker;
    this.simulatorJar = simulatorJar;
    this.dir = dir;
  }

  public Input of(InputSpec spec) throws IOException, InterruptedException {
    Input known = filled.get(spec);
    if (known != null) {
      return known;
    }
    broker.create(spec.topic(), spec.partitions(), Map.of());
    Input input = fill(spec);
    filled.put(spec, input);
    return input;
  }

  /** Makes room. */
  public void drop(InputSpec spec) throws InterruptedException {
    if (filled.remove(spec) != null) {
      broker.delete(spec.topic());
    }
  }

  /**
   * A topic that is filled behind a gate; whoever asked for it opens, closes and drops it.
   *
   * @param warmUp whether as much is there before the gate, which the truth then speaks of as well: most code that has run over it is compiled
   */
  public Gated gated(InputSpec spec, boolean warmUp) throws IOException, InterruptedException {
    broker.create(spec.topic(), spec.partitions(), ONE_SEGMENT);
    Optional<Truth> before = warmUp ? Optional.of(fill(spec.before()).truth()) : Optional.empty();
    Gate gate = Gate.before(spec.topic(), spec.partitions(), broker.address());
    try {
      Truth behind = fill(spec).truth();
      Input input = new Input(spec, before.map(behind::and).orElse(behind));
      filled.put(spec, input);
      return new Gated(input, gate);
    } catch (BenchmarkException e) {
      gate.close();
      throw e;
    }
  }

  /** An input, and the gate before it. */
  public record Gated(Input input, Gate gate) {}

  private Input fill(InputSpec spec) throws IOException, InterruptedException {
    Path truth = Files.createDirectories(dir).resolve(spec.topic() + "-truth.ndjson");
    Simulator.run(simulatorJar, spec.simulatorArguments(broker.address(), truth), dir.resolve(spec.topic() + "-simulator.log"), LIMIT);
    return new Input(spec, Truth.read(truth));
  }
}
