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
    return new Peer("raw", module("loops"), "dev.windrow.benchmark.loops.RawLoop", List.of(), List.of(), Ends.PRINTS, Tolerance.EXACT);
  }

  /** A consumer and a HashMap, by hand; nothing survives a crash. */
  List<Peer> loops() {
    return List.of(peer("loop-scanner", "loops", "ScannerLoop"), peer("loop-jackson", "loops", "JacksonLoop"));
  }

  Peer flinkDataStream() {
    return peer("flink-datastream", "flink", "FlinkDataStream");
  }

  Peer flinkSql() {
    return peer("flink-sql", "flink", "FlinkSql");
  }

  Peer jet() {
    return peer("jet", "jet", "Jet");
  }

  /** Kafka Streams as in the tutorials, its warnings of late events off. */
  Peer dsl() {
    return peer("dsl", "dsl", "Dsl");
  }

  /** All of them add up doubles. */
  private Peer peer(String name, String module, String main) {
    return new Peer(
        name, module(module), "dev.windrow.benchmark." + module + "." + main, List.of(), List.of(), Ends.RESULTS, Tolerance.DOUBLE);
  }

  private Path module(String name) {
    return root.resolve("benchmark").resolve(name);
  }
}
