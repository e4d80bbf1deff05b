package dev.windrow.benchmark.scenario;

import dev.windrow.benchmark.report.Findings;
import java.io.IOException;

/** A question that is answered by measuring. */
public interface Scenario {

  /** As on the command line: short, lower case. */
  String name();

  /** Measures; leaves nothing running. */
  Findings run(Workbench bench) throws IOException, InterruptedException;
}
