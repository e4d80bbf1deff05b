package dev.windrow.cli.top;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * All that is known when something is drawn.
 *
 * @param snapshot the last answer; empty before the first
 * @param readPerSecond between that and an earlier one; empty when they cannot be compared
 * @param outage since when there is no answer; empty while there is one
 */
record View(Optional<Snapshot> snapshot, OptionalDouble readPerSecond, Optional<Outage> outage) {

  static final View NOTHING = new View(Optional.empty(), OptionalDouble.empty(), Optional.empty());

  /** @param reason what the addresses that were tried say, for people */
  record Outage(Instant since, String reason) {}

  View with(Snapshot answer, OptionalDouble rate) {
    return new View(Optional.of(answer), rate, Optional.empty());
  }

  /** Without an answer; since {@code now} unless it began earlier. A rate that nobody measures any more is none. */
  View without(String reason, Instant now) {
    return new View(snapshot, OptionalDouble.empty(), Optional.of(new Outage(outage.map(Outage::since).orElse(now), reason)));
  }
}
