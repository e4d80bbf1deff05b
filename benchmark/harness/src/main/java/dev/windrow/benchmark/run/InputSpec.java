package dev.windrow.benchmark.run;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * A preloaded topic: events of the simulator with a fixed seed, up to 500 ms out of order. The events end a grace and half a second after
 * the end of a window, so that practically all of them have to be read before the last window that is judged can close, and that window
 * closes without any later event: the same for every system, however it goes on when there is nothing left to read.
 *
 * @param events how many
 * @param users their ids are 1 to that
 * @param lastEnd the end of the last window that is judged; a whole minute, so windows of every size that divides one end then
 */
public record InputSpec(String topic, long events, int partitions, int users, Instant lastEnd) {

  static final Duration GRACE = Duration.ofSeconds(2);

  /** Of events, not of the preload, which is as fast as it can. */
  private static final int EVENTS_PER_SECOND = 50_000;
  private static final int SEED = 42;
  private static final Duration AFTER_GRACE = Duration.ofMillis(500);
  private static final Duration APART = Duration.ofMinutes(2);
  private static final Instant LAST_END = Instant.parse("2026-11-20T12:00:00Z");
  private static final long MICROS = 1_000_000;

  /** Its last window ends at a full hour, as those of every size that divides one do. */
  public InputSpec(String topic, long events, int partitions, int users) {
    this(topic, events, partitions, users, LAST_END);
  }

  /** As many events before these, at least a minute apart: all windows of the one have ended when those of the other begin. */
  InputSpec before() {
    return new InputSpec(topic, events, partitions, users, start().truncatedTo(ChronoUnit.MINUTES).minus(APART));
  }

  List<String> simulatorArguments(String bootstrap, Path truth) {
    return List.of(
        "--bootstrap-servers", bootstrap, "--topic", topic,
        "--pace", "max", "--rate", Integer.toString(EVENTS_PER_SECOND), "--count", Long.toString(events), "--start", start().toString(),
        "--seed", Integer.toString(SEED), "--users", Integer.toString(users), "--out-of-order", "500ms", "--truth", truth.toString());
  }

  private Instant start() {
    Duration all = Duration.ofNanos(events * MICROS / EVENTS_PER_SECOND * 1000);
    return lastEnd.plus(GRACE).plus(AFTER_GRACE).minus(all);
  }
}
