package dev.windrow.benchmark.run;

import java.util.List;

/** How the JVMs of systems under test are started: all alike. */
public final class JavaOptions {

  /** Enough heap for every one of them, and the collector that is Java's default on machines of this size and larger. */
  public static final List<String> FOR_ALL = List.of("-Xmx2g", "-XX:+UseG1GC");

  /** As little memory as a catch-up of Windrow does well with. */
  public static final List<String> LEAN = List.of("-Xmx368m", "-XX:+UseG1GC");

  /** What the launcher adds for those commands that may have millions of events to get through. */
  static final List<String> OF_LAUNCHER =
      List.of("-XX:Tier4InvocationThreshold=100000", "-XX:Tier4MinInvocationThreshold=20000",
          "-XX:Tier4CompileThreshold=200000", "-XX:Tier4BackEdgeThreshold=400000", "-XX:InlineSmallCode=1000");

  private JavaOptions() {}
}
