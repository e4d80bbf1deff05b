package dev.windrow.service;

import dev.windrow.ops.Health;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.streams.KafkaStreams;

/** What the parts of the service have said of themselves last. Thread-safe. */
final class HealthReports {

  // Guarded by this.
  private final Map<String, Health> last = new LinkedHashMap<>();

  HealthReports() {
    report(Health.waiting("streams", "not started yet"));
    report(Health.waiting("kafka", "not reached yet"));
    report(Health.waiting("disk", "not looked at yet"));
  }

  synchronized void report(Health health) {
    last.put(health.component(), health);
  }

  void streams(KafkaStreams.State state) {
    report(switch (state) {
      case RUNNING -> Health.ready("streams", state.name());
      case CREATED, REBALANCING, PENDING_SHUTDOWN -> Health.waiting("streams", state.name());
      case PENDING_ERROR, ERROR, NOT_RUNNING -> Health.broken("streams", state.name());
    });
  }

  synchronized List<Health> all() {
    return List.copyOf(last.values());
  }
}
