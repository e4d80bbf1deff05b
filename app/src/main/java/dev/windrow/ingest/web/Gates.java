package dev.windrow.ingest.web;

import dev.windrow.config.Requests;
import dev.windrow.ops.Level;
import dev.windrow.value.Printable;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The gates of all origins that were asked of late. Redirects and links can lead to any number of them: those that nobody uses are forgotten, oldest first. Thread-safe. */
final class Gates {

  private static final Logger log = LoggerFactory.getLogger(Gates.class);

  static final int MOST = 1_000;

  private final CircuitBreakerConfig breakers;
  private final Pauses pauses;
  private final Level open;

  /** Guarded by this; the least recently used first. */
  private final Map<Origin, Gate> gates = new LinkedHashMap<>(16, 0.75f, true);

  /** @param open shows how many breakers are open */
  Gates(CircuitBreakerConfig breakers, Pauses pauses, Level open) {
    this.breakers = breakers;
    this.pauses = pauses;
    this.open = open;
    open.set(0);
  }

  synchronized Gate of(Origin origin, Requests requests) {
    Gate gate = gates.get(origin);
    if (gate == null) {
      forgetOne();
      gate = new Gate(origin.toString(), requests.concurrency(), breaker(origin), pauses);
      gates.put(origin, gate);
    }
    gate.tighten(requests.concurrency(), requests.ratePerSecond());
    return gate;
  }

  synchronized int size() {
    return gates.size();
  }

  private void forgetOne() {
    Iterator<Gate> oldest = gates.values().iterator();
    boolean tooMany = gates.size() >= MOST;
    while (tooMany && oldest.hasNext()) {
      if (!oldest.next().isUsed()) {
        oldest.remove();
        tooMany = false;
      }
    }
  }

  private CircuitBreaker breaker(Origin origin) {
    CircuitBreaker breaker = CircuitBreaker.of(origin.toString(), breakers);
    breaker.getEventPublisher().onStateTransition(event -> changed(origin, event.getStateTransition()));
    return breaker;
  }

  private void changed(Origin origin, CircuitBreaker.StateTransition transition) {
    open.set(countOpen());
    if (transition == CircuitBreaker.StateTransition.CLOSED_TO_OPEN) {
      log.warn("{} has failed too often: it is left alone for a while, then asked again", Printable.text(origin.toString()));
    } else if (transition == CircuitBreaker.StateTransition.HALF_OPEN_TO_CLOSED) {
      log.info("{} answers again", Printable.text(origin.toString()));
    }
  }

  private synchronized long countOpen() {
    return gates.values().stream().filter(Gate::isOpen).count();
  }
}
