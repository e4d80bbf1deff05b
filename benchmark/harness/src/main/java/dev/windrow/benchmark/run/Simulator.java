package dev.windrow.benchmark.run;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Runs of the simulator in a JVM of its own. */
public final class Simulator {

  private static final Pattern SENT = Pattern.compile("Sent ([\\d,]+) events in [\\d.]+ s \\(([\\d,]+)/s\\).*");

  private Simulator() {}

  /** Runs it to its end. */
  public static Sent run(Path jar, List<String> arguments, Path log, Duration limit) throws IOException, InterruptedException {
    JavaProcess.Watch summary = new JavaProcess.Watch(line -> SENT.matcher(line).matches());
    try (JavaProcess process = start(jar, arguments, log, summary)) {
      Sent sent = Sent.of(summary.await(process, limit).text());
      int code = process.exitCode(limit);
      if (code != 0) {
        throw new BenchmarkException("expected the simulator to end with exit code 0, found " + code + "; see " + log);
      }
      return sent;
    }
  }

  /** Starts it. */
  public static JavaProcess start(Path jar, List<String> arguments, Path log, JavaProcess.Watch... watches) throws IOException {
    List<String> command = new ArrayList<>(List.of("-jar", jar.toString()));
    command.addAll(arguments);
    return JavaProcess.start("the simulator", command, log, watches);
  }

  /** What it says of itself at its end. */
  public record Sent(long events, long perSecond) {

    static Sent of(String line) {
      Matcher parts = SENT.matcher(line);
      if (!parts.matches()) {
        throw new IllegalArgumentException("expected the simulator's summary, found " + line);
      }
      return new Sent(number(parts.group(1)), number(parts.group(2)));
    }

    private static long number(String text) {
      return Long.parseLong(text.replace(",", ""));
    }
  }
}
