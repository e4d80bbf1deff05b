package dev.windrow.benchmark.scenario;

import dev.windrow.benchmark.run.Broker;
import dev.windrow.benchmark.run.CatchUp;
import dev.windrow.benchmark.run.Inputs;
import java.io.PrintStream;

/**
 * What scenarios work with.
 *
 * @param out for lines about how far it is
 */
public record Workbench(Broker broker, Inputs inputs, CatchUp catchUp, Systems systems, Extent extent, PrintStream out) {

  /** Threads of every system. */
  static final int THREADS = 2;
}
