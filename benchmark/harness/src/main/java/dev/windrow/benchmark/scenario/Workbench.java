package dev.windrow.benchmark.scenario;

import dev.windrow.benchmark.run.Broker;
import dev.windrow.benchmark.run.CatchUp;
import dev.windrow.benchmark.run.Inputs;
import dev.windrow.benchmark.run.Live;
import dev.windrow.benchmark.run.Restart;
import java.io.PrintStream;
import java.nio.file.Path;

/**
 * What scenarios work with.
 *
 * @param dir for files, logs and folders of systems
 * @param out for lines about how far it is
 */
public record Workbench(
    Broker broker, Inputs inputs, CatchUp catchUp, Live live, Restart restart, Systems systems, Extent extent, Path dir, PrintStream out) {

  public static Workbench of(Broker broker, Systems systems, Extent extent, Path dir, PrintStream out) {
    Path simulator = systems.simulatorJar();
    return new Workbench(
        broker, new Inputs(broker, simulator, dir), new CatchUp(broker, dir), new Live(broker, simulator, dir),
        new Restart(broker, simulator, dir), systems, extent, dir, out);
  }

  /** Threads of every system. */
  static final int THREADS = 2;
}
