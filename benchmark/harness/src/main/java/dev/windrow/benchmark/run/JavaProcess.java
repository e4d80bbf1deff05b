package dev.windrow.benchmark.run;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * A JVM of its own. All it prints goes to a file, and is watched line by line. Ended at the latest when this process ends.
 * Thread-safe.
 */
public final class JavaProcess implements AutoCloseable {

  private static final Duration TERMINATION = Duration.ofSeconds(15);
  private static final Set<Process> RUNNING = ConcurrentHashMap.newKeySet();

  static {
    Runtime.getRuntime().addShutdownHook(new Thread(() -> RUNNING.forEach(Process::destroyForcibly)));
  }

  private final String name;
  private final Process process;
  private final Path log;
  private final long startNanos;
  private final List<Watch> watches = new CopyOnWriteArrayList<>();
  private final CompletableFuture<Void> printed = new CompletableFuture<>();

  private JavaProcess(String name, Process process, Path log, long startNanos) {
    this.name = name;
    this.process = process;
    this.log = log;
    this.startNanos = startNanos;
  }

  /** Starts {@code java} with these arguments; what it prints goes to {@code log}, and {@code watches} see it. */
  public static JavaProcess start(String name, List<String> arguments, Path log, Watch... watches) throws IOException {
    List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
    command.addAll(arguments);
    Files.createDirectories(log.getParent());
    long startNanos = System.nanoTime();
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    RUNNING.add(process);
    JavaProcess started = new JavaProcess(name, process, log, startNanos);
    started.watches.addAll(List.of(watches));
    Thread reader = new Thread(started::read, "output of " + name);
    reader.setDaemon(true);
    reader.start();
    return started;
  }

  private void read() {
    try (BufferedReader lines = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        PrintWriter copy = new PrintWriter(Files.newBufferedWriter(log))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        long nanos = System.nanoTime();
        for (Watch watch : watches) {
          watch.see(line, nanos);
        }
        copy.println(line);
        copy.flush();
      }
    } catch (IOException e) {
      // The pipe of a process that was killed.
      printed.completeExceptionally(e);
    }
    printed.complete(null);
  }

  public long startNanos() {
    return startNanos;
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  public long pid() {
    return process.pid();
  }

  /** Waits for its end. */
  public int exitCode(Duration limit) throws InterruptedException {
    if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new BenchmarkException("expected " + name + " to end within " + limit.toSeconds() + " s, it still runs; see " + log);
    }
    return process.exitValue();
  }

  /** SIGTERM, and waits until it has ended in its own way; what it prints meanwhile is read. */
  public int stop(Duration limit) throws InterruptedException {
    process.toHandle().destroy();
    return exitCode(limit);
  }

  /** Throws when it has ended, which it should not have. */
  void requireAlive() {
    if (!process.isAlive()) {
      throw new BenchmarkException(name + " has ended with exit code " + process.exitValue() + "; the reason should be in " + log);
    }
  }

  public Path log() {
    return log;
  }

  /** kill -9, and waits until it is gone. */
  public void kill() {
    process.destroyForcibly();
    awaitGone();
  }

  /** SIGTERM, and SIGKILL when that does not help. Returns when it is gone. */
  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(TERMINATION.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
    awaitGone();
  }

  private void awaitGone() {
    process.onExit().orTimeout(TERMINATION.toSeconds(), TimeUnit.SECONDS).join();
    RUNNING.remove(process);
  }

  /** Waits for the first line of a kind. */
  public static final class Watch {

    private final Predicate<String> wanted;
    private final CompletableFuture<Line> seen = new CompletableFuture<>();

    public Watch(Predicate<String> wanted) {
      this.wanted = wanted;
    }

    private void see(String line, long nanos) {
      if (!seen.isDone() && wanted.test(line)) {
        seen.complete(new Line(line, nanos));
      }
    }

    CompletableFuture<Line> seen() {
      return seen;
    }

    /** Waits for it as long as {@code process} lives. */
    public Line await(JavaProcess process, Duration limit) throws InterruptedException {
      Pause.until(seen::isDone, 1, limit, process::requireAlive, () -> process.name + " has not printed what was expected within " + limit.toSeconds()
          + " s; what it has printed is in " + process.log);
      return seen.join();
    }
  }

  /** What was printed, and when that was seen. */
  public record Line(String text, long nanos) {}
}
