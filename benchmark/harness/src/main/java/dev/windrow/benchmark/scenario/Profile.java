package dev.windrow.benchmark.scenario;

import dev.windrow.benchmark.judge.Expectation;
import dev.windrow.benchmark.measure.CpuSamples;
import dev.windrow.benchmark.report.Findings;
import dev.windrow.benchmark.report.Table;
import dev.windrow.benchmark.run.Input;
import dev.windrow.benchmark.run.Measurement;
import dev.windrow.benchmark.run.Windrow;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Where the CPU time of a catch-up of Windrow goes: by thread, by part of the program and by method. A recording of the JDK Flight Recorder is kept. */
public final class Profile implements Scenario {

  private static final int HOTTEST = 25;

  private final String name;
  private final Subject subject;

  private Profile(String name, Subject subject) {
    this.name = name;
    this.subject = subject;
  }

  /** Of the catch-up in {@link Throughput}. */
  public static Profile fewGroups() {
    return new Profile("profile", bench -> {
      Input input = Throughput.input(bench);
      Windrow windrow = bench.systems().windrow();
      return new Catching(windrow, input, Throughput.expectation(input, windrow));
    });
  }

  /** Of the catch-up by user in {@link Wide}. */
  public static Profile manyGroups() {
    return new Profile("profile-wide", bench -> {
      Input input = Wide.input(bench);
      Windrow windrow = Wide.byUser(bench);
      return new Catching(windrow, input, Wide.totals(input, windrow));
    });
  }

  /** What is caught up with, and what has to come out. */
  private record Catching(Windrow windrow, Input input, Expectation expectation) {}

  private interface Subject {
    Catching on(Workbench bench) throws IOException, InterruptedException;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Findings run(Workbench bench) throws IOException, InterruptedException {
    Catching catching = subject.on(bench);
    Path file = bench.dir().resolve(name + ".jfr");
    Windrow windrow = catching.windrow();
    Measurement measured = bench.catchUp().measure(
        windrow.withJavaOptions(recording(windrow.javaOptions(), file)), Workbench.THREADS, catching.input(), catching.expectation());
    CpuSamples samples = CpuSamples.of(file);
    return new Findings(
        String.format(Locale.ROOT, "%s: catching up on %d events, %.3f M events/s, %.2f CPU-µs per event, recorded", name, catching.input().events(),
            measured.millionEventsPerSecond(), measured.cpuMicrosPerEvent()),
        List.of(
            threads(measured),
            shares("Samples of Java threads by part, of the innermost method that belongs to one", "part", samples.byPart()),
            shares("The methods in which most samples are", "method", samples.hottest(HOTTEST))),
        List.of(), List.of(), List.of("The recording is " + file));
  }

  private static List<String> recording(List<String> options, Path file) {
    List<String> all = new ArrayList<>(options);
    all.add("-XX:StartFlightRecording=settings=profile,dumponexit=true,filename=" + file);
    all.add("-Xlog:jfr+startup=error");
    return all;
  }

  private static Table threads(Measurement measured) {
    List<List<String>> rows = measured.cpuByThread().entrySet().stream()
        .filter(entry -> entry.getValue().compareTo(Duration.ZERO) > 0)
        .sorted(Map.Entry.<String, Duration>comparingByValue().reversed())
        .map(entry -> List.of(entry.getKey(), String.format(Locale.ROOT, "%.3f", entry.getValue().toNanos() / 1e3 / measured.events())))
        .toList();
    return new Table("CPU time by thread", List.of("thread", "CPU-µs per event"), rows);
  }

  private static Table shares(String title, String what, Map<String, Double> shares) {
    List<List<String>> rows = shares.entrySet().stream()
        .map(entry -> List.of(entry.getKey(), String.format(Locale.ROOT, "%.1f", 100 * entry.getValue())))
        .toList();
    return new Table(title, List.of(what, "%"), rows);
  }
}
