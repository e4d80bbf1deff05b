package dev.windrow.benchmark.scenario;

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

/** Where the CPU time of Windrow's catch-up in {@link Throughput} goes: by thread, by part of the program and by method. A recording of the JDK Flight Recorder is kept. */
public final class Profile implements Scenario {

  private static final int HOTTEST = 25;

  @Override
  public String name() {
    return "profile";
  }

  @Override
  public Findings run(Workbench bench) throws IOException, InterruptedException {
    Input input = Throughput.input(bench);
    Path file = bench.dir().resolve("windrow.jfr");
    Windrow windrow = bench.systems().windrow();
    Measurement measured = bench.catchUp().measure(
        windrow.withJavaOptions(recording(windrow.javaOptions(), file)), Workbench.THREADS, input, Throughput.expectation(input, windrow));
    CpuSamples samples = CpuSamples.of(file);
    return new Findings(
        String.format(Locale.ROOT, "Profile: catching up on %d events, %.2f M events/s, %.2f CPU-µs per event, recorded", input.events(),
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
