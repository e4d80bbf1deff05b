package dev.windrow.benchmark.run;

import java.util.List;

/** How the JVMs of systems under test are started: all alike. */
public final class JavaOptions {

  /** Enough heap for every one of them, and the collector that is Java's default on machines of this size and larger. */
  public static final List<String> FOR_ALL = List.of("-Xmx2g", "-XX:+UseG1GC");

  /** As little memory as a catch-up of Windrow does well with. */
  public static final List<String> LEAN = List.of("-Xmx320m", "-XX:+UseG1GC");

  private JavaOptions() {}
}
