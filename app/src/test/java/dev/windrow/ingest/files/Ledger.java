package dev.windrow.ingest.files;

import dev.windrow.ingest.BadRecord;
import dev.windrow.ingest.Chunk;
import dev.windrow.ingest.DeliveryException;
import dev.windrow.ingest.Intake;
import dev.windrow.ingest.RawRecord;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** An intake in memory: what was delivered, and of it what is committed. Thread-safe. */
final class Ledger implements Intake {

  private final Map<String, String> committed = new HashMap<>();
  private final Map<String, String> pending = new HashMap<>();
  private final List<Chunk> chunks = new ArrayList<>();
  private final Map<String, String> failures = new TreeMap<>();
  private final boolean commitsAtOnce;
  private int left = Integer.MAX_VALUE;
  private Thread reader;
  private int failuresTold;

  Ledger(boolean commitsAtOnce) {
    this.commitsAtOnce = commitsAtOnce;
  }

  static Ledger prompt() {
    return new Ledger(true);
  }

  /** After so many chunks it interrupts that thread and takes nothing any more, as if the process had died. */
  synchronized void endAfter(int chunkCount, Thread thread) {
    left = chunkCount;
    reader = thread;
  }

  /** Everything that was delivered is committed. */
  synchronized void commit() {
    committed.putAll(pending);
    pending.clear();
  }

  /** What a new process knows: positions that are committed; what was delivered before counts. */
  synchronized Ledger restarted() {
    Ledger next = new Ledger(commitsAtOnce);
    next.committed.putAll(committed);
    next.chunks.addAll(chunks);
    return next;
  }

  synchronized List<String> records() {
    return chunks.stream().flatMap(chunk -> chunk.records().stream()).map(record -> new String(record.json(), StandardCharsets.UTF_8)).toList();
  }

  synchronized List<String> ids() {
    return chunks.stream().flatMap(chunk -> chunk.records().stream()).map(RawRecord::id).toList();
  }

  synchronized List<String> bad() {
    return chunks.stream().flatMap(chunk -> chunk.bad().stream()).map(Ledger::told).toList();
  }

  synchronized List<Chunk> chunks() {
    return List.copyOf(chunks);
  }

  synchronized Map<String, String> failures() {
    return new TreeMap<>(failures);
  }

  @Override
  public synchronized Optional<String> position(String part) {
    return Optional.ofNullable(committed.get(part));
  }

  @Override
  public synchronized void deliver(Chunk chunk) throws InterruptedException, DeliveryException {
    if (left == 0) {
      reader.interrupt();
      throw new InterruptedException("the process has died");
    }
    left--;
    chunks.add(chunk);
    pending.put(chunk.part(), chunk.position());
    if (commitsAtOnce) {
      commit();
    }
  }

  @Override
  public void done(String part) {}

  synchronized int failuresTold() {
    return failuresTold;
  }

  @Override
  public synchronized void failed(String part, String error) {
    failuresTold++;
    failures.put(part, error);
  }

  private static String told(BadRecord bad) {
    return bad.place().replaceAll(".*/", "") + " " + bad.reason();
  }
}
