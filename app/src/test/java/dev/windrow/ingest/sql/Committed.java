package dev.windrow.ingest.sql;

import dev.windrow.ingest.Chunk;
import dev.windrow.ingest.Intake;
import dev.windrow.ingest.RawRecord;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/** Commits each chunk at once; can be told to stop taking any. Thread-safe. */
final class Committed implements Intake {

  private final Map<String, String> positions = new HashMap<>();
  private final List<RawRecord> records = new ArrayList<>();
  private final TreeSet<String> done = new TreeSet<>();
  private final Map<String, String> failures = new TreeMap<>();
  private int room = Integer.MAX_VALUE;

  /** After so many more chunks it is as if the process were stopped. */
  synchronized void stopAfter(int chunks) {
    room = chunks;
  }

  @Override
  public synchronized Optional<String> position(String part) {
    return Optional.ofNullable(positions.get(part));
  }

  @Override
  public synchronized void deliver(Chunk chunk) throws InterruptedException {
    if (room-- <= 0) {
      throw new InterruptedException("stopped");
    }
    records.addAll(chunk.records());
    positions.put(chunk.part(), chunk.position());
  }

  @Override
  public synchronized void done(String part) {
    done.add(part);
  }

  @Override
  public synchronized void failed(String part, String error) {
    failures.put(part, error);
  }

  synchronized TreeSet<String> done() {
    return new TreeSet<>(done);
  }

  synchronized Map<String, String> failures() {
    return new TreeMap<>(failures);
  }

  synchronized List<String> ids() {
    return records.stream().map(RawRecord::id).toList();
  }

  /** What has come since the last time. */
  synchronized List<String> take() {
    List<String> rows = records.stream().map(record -> new String(record.json(), StandardCharsets.UTF_8)).toList();
    records.clear();
    return rows;
  }
}
