package dev.windrow.sink.postgresql;

import dev.windrow.value.Printable;
import java.time.Clock;
import java.util.HashSet;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells when a sink cannot go on, in one line when that begins and one when it has ended, however many wait for it, and however often they give up because a
 * partition changes hands meanwhile. Thread-safe.
 */
final class Outage {

  private static final Logger log = LoggerFactory.getLogger(Outage.class);

  private final String sink;
  private final Clock clock;

  // Guarded by this.
  private final Set<Object> waiting = new HashSet<>();
  private String reason = "";
  private boolean isSaid;
  private boolean ofRows;
  private long begunMs;

  Outage(String sink, Clock clock) {
    this.sink = sink;
    this.clock = clock;
  }

  /**
   * Somebody waits.
   *
   * @param withRows whether to write rows: then it is over when rows are written, whatever else works before
   */
  synchronized void begin(Object who, boolean withRows, String why) {
    if (!isSaid) {
      isSaid = true;
      begunMs = clock.millis();
      log.warn("sink {}: rows wait, nothing is lost: {}; trying again until it works", sink, Printable.text(why));
    }
    ofRows |= withRows;
    reason = why;
    waiting.add(who);
  }

  /** The database has answered it. */
  synchronized void end(Object who, boolean withRows) {
    leave(who);
    if (isSaid && waiting.isEmpty() && (withRows || !ofRows)) {
      isSaid = false;
      ofRows = false;
      log.info("sink {}: goes on after {} s", sink, (clock.millis() - begunMs) / 1000);
    }
  }

  /** It does not wait any more, if it did: whether it would be answered now is not known. */
  synchronized void leave(Object who) {
    waiting.remove(who);
    if (waiting.isEmpty()) {
      reason = "";
    }
  }

  /** Why something waits; empty when nothing does. */
  synchronized String reason() {
    return reason;
  }
}
