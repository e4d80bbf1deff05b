package dev.windrow.benchmark.run;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Events as they happen, for a time.
 *
 * @param perSecond how many
 * @param warmUp at the beginning, not counted
 * @param measured after that
 */
public record LiveSpec(int perSecond, Duration warmUp, Duration measured, Windrow.Aggregation aggregation) {

  public static final int PARTITIONS = 4;
  private static final int SEED = 42;

  List<String> simulatorArguments(String bootstrap, String topic, Path truth) {
    return List.of(
        "--bootstrap-servers", bootstrap, "--topic", topic, "--seed", Integer.toString(SEED),
        "--rate", Integer.toString(perSecond), "--duration", warmUp.plus(measured).toMillis() + "ms",
        "--truth", truth.toString(), "--truth-window", aggregation.windowMs() + "ms", "--truth-grace", aggregation.graceMs() + "ms");
  }

  Duration all() {
    return warmUp.plus(measured);
  }
}
