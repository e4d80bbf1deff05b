package dev.windrow.benchmark.run;

import dev.windrow.benchmark.judge.Tolerance;
import java.io.IOException;
import java.util.List;

/** A program that reads a topic for ever, until SIGTERM. */
public interface SystemUnderTest {

  /** As in the tables: short, lower case. */
  String name();

  /** The arguments of {@code java} for each of its processes. */
  List<List<String>> commands(Job job) throws IOException;

  Ends ends();

  Tolerance tolerance();

  /** How one sees that it has read everything. */
  enum Ends {
    /** All results are there. */
    RESULTS,
    /** It prints {@code records N}. */
    PRINTS
  }
}
