package dev.windrow.benchmark.run;

import dev.windrow.benchmark.judge.Tolerance;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A system to compare with: a program of one of the benchmark's modules.
 *
 * @param module folder of its module; the build leaves a jar with the name of the folder and its libraries there
 * @param javaOptions besides those that all systems get
 * @param arguments of its own
 */
public record Peer(
    String name, Path module, String mainClass, List<String> javaOptions, List<String> arguments, Ends ends, Tolerance tolerance)
    implements SystemUnderTest {

  public Peer {
    javaOptions = List.copyOf(javaOptions);
    arguments = List.copyOf(arguments);
  }

  /** With more arguments of its own. */
  public Peer with(String... more) {
    List<String> all = new ArrayList<>(arguments);
    all.addAll(List.of(more));
    return new Peer(name, module, mainClass, javaOptions, all, ends, tolerance);
  }

  @Override
  public List<List<String>> commands(Job job) {
    requireBuilt();
    List<String> command = new ArrayList<>(JavaOptions.FOR_ALL);
    command.addAll(javaOptions);
    command.addAll(List.of("-cp", jar() + ":" + module.resolve("target/lib") + "/*", mainClass));
    command.addAll(arguments);
    command.addAll(job.arguments());
    if (ends == Ends.PRINTS) {
      command.addAll(List.of("--records", Long.toString(job.records())));
    }
    return List.of(command);
  }

  private void requireBuilt() {
    if (!Files.exists(jar())) {
      throw new BenchmarkException("expected " + jar() + ", which the build with -Pbenchmark leaves there; there is no such file");
    }
  }

  private Path jar() {
    return module.resolve("target").resolve(module.getFileName() + ".jar");
  }
}
