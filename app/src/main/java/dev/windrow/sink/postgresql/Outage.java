package dev.windrow.sink.postgresql;

import dev.windrow.value.Printable;
import java.time.Clock;
import java.util.HashSet;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells when a sink cannot go on, in one line when that begins and one when it has ended, however many wait for it. Thread-safe. */
final class Outage {

  private static final Logger log = LoggerFactory.getLogger(Outage.class);

  private final String sink;
  private final Clock clock;

  // Guarded by this.
  private final Set<Object> waiting = new HashSet<>();
  private String reason = "";
  private long begunMs;

  Outage(String sink, Clock clock) {
    this.sink = sink;
    this.clock = clock;
  }

  /** Somebody waits. */
  synchronized void begin(Object who, String why) {
    if (waiting.isEmpty()) {
      begunMs = clock.millis();
      log.warn("sink {}: rows wait, nothing is lost: {}; trying again until it works", sink, Printable.text(why));
    }
    reason = why;
    waiting.add(who);
  }

  /** It waits no longer, or has given up. */
  synchronized void end(Object who) {
    if (waiting.remove(who) && waiting.isEmpty()) {
      reason = "";
      log.info("sink {}: goes on after {} s", sink, (clock.millis() - begunMs) / 1000);
    }
  }

  /** Why something waits; empty when nothing does. */
  synchronized String reason() {
    return reason;
  }
}
