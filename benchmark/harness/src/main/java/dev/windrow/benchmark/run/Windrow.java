package dev.windrow.benchmark.run;

import dev.windrow.benchmark.judge.Tolerance;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Windrow as anyone would run it: its jar, {@code run} and a configuration file, the launcher's options, and its archive of loaded classes when it is there and the
 * launcher would use it.
 *
 * @param javaOptions besides those of the launcher
 * @param guarantee {@code exactly_once} or {@code at_least_once}
 * @param latency as in the configuration
 * @param aggregations what it computes
 * @param instances processes that share the work and the job's threads
 * @param idleAfter as in the configuration
 * @param clientRate requests that one client may send per second
 */
public record Windrow(
    String name, Path jar, List<String> javaOptions, String guarantee, String latency, List<Aggregation> aggregations, int instances,
    String idleAfter, int clientRate)
    implements SystemUnderTest {

  private static final String RUNNING = "running: application ";
  private static final Pattern PAGE = Pattern.compile(".*live page: http://([^:/\\s]+):(\\d+)/.*");
  private static final int CLIENT_RATE = 100;

  public Windrow {
    javaOptions = List.copyOf(javaOptions);
    aggregations = List.copyOf(aggregations);
  }

  /** With the defaults of the service. */
  public static Windrow of(Path jar) {
    return new Windrow("windrow", jar, JavaOptions.FOR_ALL, "exactly_once", "200ms", List.of(Aggregation.DEFAULT), 1, "10s", CLIENT_RATE);
  }

  public Windrow named(String value) {
    return new Windrow(value, jar, javaOptions, guarantee, latency, aggregations, instances, idleAfter, clientRate);
  }

  public Windrow withJavaOptions(List<String> values) {
    return new Windrow(name, jar, values, guarantee, latency, aggregations, instances, idleAfter, clientRate);
  }

  public Windrow with(String newGuarantee, String newLatency) {
    return new Windrow(name, jar, javaOptions, newGuarantee, newLatency, aggregations, instances, idleAfter, clientRate);
  }

  public Windrow computing(List<Aggregation> values) {
    return new Windrow(name, jar, javaOptions, guarantee, latency, values, instances, idleAfter, clientRate);
  }

  public Windrow onInstances(int value) {
    return new Windrow(name, jar, javaOptions, guarantee, latency, aggregations, value, idleAfter, clientRate);
  }

  /** Sees that all threads of an instance run for the first time. */
  public static JavaProcess.Watch running() {
    return new JavaProcess.Watch(line -> line.contains(RUNNING));
  }

  /** Answers one client as often as it likes. */
  public Windrow withoutClientLimit() {
    return new Windrow(name, jar, javaOptions, guarantee, latency, aggregations, instances, idleAfter, 1_000_000);
  }

  /** Sees where an instance answers. */
  static JavaProcess.Watch page() {
    return new JavaProcess.Watch(line -> PAGE.matcher(line).matches());
  }

  /** Where that is, by the line that was seen. */
  static InetSocketAddress address(String line) {
    Matcher found = PAGE.matcher(line);
    if (!found.matches()) {
      throw new IllegalArgumentException("expected the line with the live page's address, found " + line);
    }
    return new InetSocketAddress(found.group(1), Integer.parseInt(found.group(2)));
  }

  /** For inputs that are there all at once: no partition is idle before it has been read. */
  public Windrow strict() {
    return new Windrow(name, jar, javaOptions, guarantee, latency, aggregations, instances, "never", clientRate);
  }

  @Override
  public Ends ends() {
    return Ends.RESULTS;
  }

  @Override
  public Tolerance tolerance() {
    return Tolerance.EXACT;
  }

  @Override
  public List<List<String>> commands(Job job) throws IOException {
    Path configuration = job.dir().resolve("windrow.yaml");
    Files.createDirectories(job.dir());
    Files.writeString(configuration, configuration(job));
    List<String> command = new ArrayList<>(JavaOptions.OF_LAUNCHER);
    command.addAll(javaOptions);
    ClassArchive archive = new ClassArchive(jar);
    if (archive.fits() && javaOptions.stream().noneMatch(option -> option.startsWith("-XX:StartFlightRecording"))) {
      command.addAll(List.of("-Xlog:cds=off", "-XX:SharedArchiveFile=" + archive.file()));
    }
    command.addAll(List.of("-jar", jar.toString(), "run", "--config", configuration.toString()));
    return Collections.nCopies(instances, List.copyOf(command));
  }

  private String configuration(Job job) {
    return """
        application-id: %s
        kafka: {bootstrap.servers: "%s", num.stream.threads: %d}
        guarantee: %s
        latency: %s
        input: {topics: [%s], late: %s-late, dead-letters: %s-dlq, idle-after: %s}
        state: {dir: "%s"}
        http: {port: 0, limits: {rate: %d/s}}
        aggregations:
        """.formatted(job.applicationId(), job.bootstrap(), job.threads() / instances, guarantee, latency,
            job.in(), job.applicationId(), job.applicationId(), idleAfter, job.dir().resolve("state"), clientRate)
        + aggregations.stream().map(aggregation -> aggregation.yaml(job.out())).collect(Collectors.joining());
  }

  /**
   * One of the configuration's aggregations.
   *
   * @param groupBy fields, with commas; empty for one group
   * @param windowMs a whole number of seconds, unless it is shorter than one
   */
  public record Aggregation(String name, String groupBy, long windowMs, long graceMs) {

    public static final Aggregation DEFAULT = new Aggregation("by-event-type", "event_type", 5_000, 2_000);

    public Aggregation by(String newName, String newGroupBy) {
      return new Aggregation(newName, newGroupBy, windowMs, graceMs);
    }

    public Aggregation of(String newName, long newWindowMs, long newGraceMs) {
      return new Aggregation(newName, groupBy, newWindowMs, newGraceMs);
    }

    private String yaml(String out) {
      return String.format(Locale.ROOT, """
            - name: %s
              group-by: [%s]
              window: {tumbling: %dms, grace: %dms}
              measures: {count: count(), sum_value: sum(value), avg_value: avg(value), min_value: min(value), max_value: max(value)}
              output: %s
          """, name, groupBy, windowMs, graceMs, out);
    }
  }
}
