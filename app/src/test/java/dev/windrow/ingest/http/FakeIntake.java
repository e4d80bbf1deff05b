package dev.windrow.ingest.http;

import dev.windrow.ingest.BadRecord;
import dev.windrow.ingest.Chunk;
import dev.windrow.ingest.Intake;
import dev.windrow.ingest.RawRecord;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Semaphore;

/** Takes everything, or as much as it is let, and commits at once. */
final class FakeIntake implements Intake {

  private final Semaphore room;
  private final List<RawRecord> records = new ArrayList<>();
  private final List<BadRecord> bad = new ArrayList<>();
  private final Map<String, String> positions = new TreeMap<>();
  private final Map<String, String> failed = new TreeMap<>();
  private final List<String> done = new ArrayList<>();

  FakeIntake() {
    this(Integer.MAX_VALUE);
  }

  /** @param chunks how many it takes before it waits for {@link #letIn} */
  FakeIntake(int chunks) {
    this.room = new Semaphore(chunks);
  }

  void letIn(int chunks) {
    room.release(chunks);
  }

  @Override
  public synchronized Optional<String> position(String part) {
    return Optional.ofNullable(positions.get(part));
  }

  @Override
  public void deliver(Chunk chunk) throws InterruptedException {
    room.acquire();
    synchronized (this) {
      records.addAll(chunk.records());
      bad.addAll(chunk.bad());
      positions.put(chunk.part(), chunk.position());
    }
  }

  @Override
  public synchronized void done(String part) {
    done.add(part);
  }

  @Override
  public synchronized void failed(String part, String error) {
    failed.put(part, error);
  }

  synchronized List<String> texts() {
    return records.stream().map(record -> new String(record.json(), StandardCharsets.UTF_8)).toList();
  }

  synchronized int bad() {
    return bad.size();
  }

  synchronized Map<String, String> positions() {
    return Map.copyOf(positions);
  }

  synchronized Map<String, String> failures() {
    return Map.copyOf(failed);
  }

  synchronized List<String> done() {
    return List.copyOf(done);
  }
}
