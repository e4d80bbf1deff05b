package dev.windrow.ingest.files;

import dev.windrow.ingest.Chunk;
import dev.windrow.ingest.DeliveryException;
import dev.windrow.ingest.Intake;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How far files are read in this run: what Kafka has for good, and what it was given since, which a file that is looked at again must not be read for once
 * more. Remembers only what Kafka does not have yet. Thread-safe.
 */
final class Delivered {

  private static final int MANY = 1_000;

  private final Intake intake;
  private final Map<String, String> pending = new ConcurrentHashMap<>();

  Delivered(Intake intake) {
    this.intake = intake;
  }

  Optional<FilePosition> position(String part) {
    return Optional.ofNullable(pending.get(part)).or(() -> intake.position(part)).flatMap(FilePosition::read);
  }

  void deliver(Chunk chunk) throws InterruptedException, DeliveryException {
    intake.deliver(chunk);
    pending.put(chunk.part(), chunk.position());
    if (pending.size() > MANY) {
      pending.entrySet().removeIf(entry -> intake.position(entry.getKey()).filter(entry.getValue()::equals).isPresent());
    }
  }
}
