package dev.windrow.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A command line of Windrow in a process of its own. What it prints is kept in files. Closing ends it, whatever state it is in. */
public final class Jvm implements AutoCloseable {

  private final Process process;
  private final Path out;
  private final Path err;

  private Jvm(Process process, Path out, Path err) {
    this.process = process;
    this.out = out;
    this.err = err;
  }

  /** Starts {@code windrow} with {@code arguments}; its output goes to files in {@code dir} that begin with {@code name}. */
  static Jvm start(Path dir, String name, List<String> javaOptions, List<String> arguments) throws IOException {
    return start(dir, name, javaOptions, Leash.class, arguments);
  }

  /** Starts a main class, which should be one that ends when its standard input does. */
  public static Jvm start(Path dir, String name, List<String> javaOptions, Class<?> main, List<String> arguments) throws IOException {
    Path out = dir.resolve(name + ".out");
    Path err = dir.resolve(name + ".err");
    List<String> command = new ArrayList<>(List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-XX:TieredStopAtLevel=1", "-Xshare:auto", "-Xmx768m", "-Dlogback.configurationFile=logback.xml"));
    command.addAll(javaOptions);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    command.addAll(arguments);
    Process process = new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile()).start();
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    return new Jvm(process, out, err);
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  public long pid() {
    return process.pid();
  }

  /** kill -9, and waits until it is gone. */
  public void kill() throws InterruptedException {
    process.destroyForcibly();
    exitCode(Duration.ofSeconds(10));
  }

  /** Sends a signal, such as INT. */
  public void signal(String name) throws IOException, InterruptedException {
    Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).inheritIO().start();
    if (kill.waitFor() != 0) {
      throw new IOException("could not send SIG" + name + " to process " + process.pid());
    }
  }

  /** Waits for its end. */
  public int exitCode(Duration limit) throws InterruptedException {
    if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new AssertionError("expected the process to end within " + limit.toSeconds() + " s, it still runs:\n" + err());
    }
    return process.exitValue();
  }

  /** What it has printed to standard output so far. */
  public String out() {
    return text(out);
  }

  /** What it has printed to standard error so far. */
  public String err() {
    return text(err);
  }

  /** A stopped process is ended too: SIGKILL does not wait for it to go on. */
  @Override
  public void close() {
    process.destroyForcibly();
    process.onExit().orTimeout(10, TimeUnit.SECONDS).join();
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
