package dev.windrow.benchmark.scenario;

import dev.windrow.benchmark.judge.Tolerance;
import dev.windrow.benchmark.run.Peer;
import dev.windrow.benchmark.run.SystemUnderTest.Ends;
import dev.windrow.benchmark.run.Windrow;
import java.nio.file.Path;
import java.util.List;

/**
 * All systems that are compared.
 *
 * @param root of the repository, which is built
 */
public record Systems(Path root) {

  public Path windrowJar() {
    return root.resolve("app/target/windrow.jar");
  }

  public Path simulatorJar() {
    return root.resolve("simulator/target/windrow-simulator.jar");
  }

  Windrow windrow() {
    return Windrow.of(windrowJar());
  }

  /** A consumer that only polls: what all others are measured against. */
  Peer raw() {
    return peer("raw", "loops", "RawLoop", Ends.PRINTS, Tolerance.EXACT);
  }

  /** Kafka Streams as in the tutorials, grouped by user. */
  Peer dslByUser() {
    return peer("dsl", "dsl", "DslTopology", Ends.RESULTS, Tolerance.DOUBLE).with("--group-by", "user_id");
  }

  private Peer peer(String name, String module, String main, Ends ends, Tolerance tolerance) {
    return new Peer(name, root.resolve("benchmark").resolve(module), "dev.windrow.benchmark." + module + "." + main, List.of(), List.of(), ends, tolerance);
  }
}
