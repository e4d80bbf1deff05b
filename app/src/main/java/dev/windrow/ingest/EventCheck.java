package dev.windrow.ingest;

import dev.windrow.config.Config;
import dev.windrow.event.EventBatch;
import dev.windrow.event.EventDecoder;
import dev.windrow.event.Reject;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** Says before an event is sent what the service would say that reads it. Thread-safe. */
final class EventCheck {

  private final ThreadLocal<EventDecoder> decoders;
  private final Clock clock;

  /** @param clock the time that records will carry, for the time guard */
  EventCheck(Config config, Clock clock) {
    this.decoders = ThreadLocal.withInitial(() -> new EventDecoder(config.schema()));
    this.clock = clock;
  }

  /** Why it would be a dead letter; empty when it would not. */
  Optional<Reject> reject(byte[] event) {
    EventBatch batch = decoders.get().decodePlain(event, null, List.of());
    batch.settle(0, 0, clock.millis());
    return batch.isGood(0) ? Optional.empty() : Optional.of(batch.reject(0));
  }
}
