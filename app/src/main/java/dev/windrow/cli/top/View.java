package dev.windrow.cli.top;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * All that is known when something is drawn.
 *
 * @param snapshot the last answer; empty before the first
 * @param answered when that was
 * @param readPerSecond between that and an earlier one; empty when they cannot be compared
 * @param outage since when there is no answer; empty while there is one
 */
record View(Optional<Snapshot> snapshot, Instant answered, OptionalDouble readPerSecond, Optional<Outage> outage) {

  static final View NOTHING = new View(Optional.empty(), Instant.EPOCH, OptionalDouble.empty(), Optional.empty());

  /** @param reason what the addresses that were tried say, for people */
  record Outage(Instant since, String reason) {}

  View with(Snapshot answer, OptionalDouble rate, Instant now) {
    return new View(Optional.of(answer), now, rate, Optional.empty());
  }

  /** Without an answer: since the last one, or since it was asked for at all. A rate that nobody measures any more is none. */
  View without(String reason, Instant now) {
    Instant since = outage.map(Outage::since).orElse(snapshot.isPresent() ? answered : now);
    return new View(snapshot, answered, OptionalDouble.empty(), Optional.of(new Outage(since, reason)));
  }
}
