package dev.windrow.ingest.enrich;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** Answers from a table. An address can be held until it is let go; then its asker is counted as being inside. */
final class FakeLookup implements Lookup {

  final List<String> asked = Collections.synchronizedList(new ArrayList<>());
  final AtomicInteger interrupted = new AtomicInteger();
  private final Map<String, Optional<JsonNode>> answers = new ConcurrentHashMap<>();
  private final Map<String, String> failures = new ConcurrentHashMap<>();
  private final Map<String, CountDownLatch> held = new ConcurrentHashMap<>();
  private final AtomicInteger inside = new AtomicInteger();
  private final AtomicInteger most = new AtomicInteger();

  void has(String path, String json) {
    failures.remove(path);
    answers.put(path, Optional.of(Json.tree(json)));
  }

  void hasNone(String path) {
    answers.put(path, Optional.empty());
  }

  void fails(String path, String message) {
    failures.put(path, message);
  }

  void hold(String path) {
    held.put(path, new CountDownLatch(1));
  }

  void letGo(String path) {
    held.get(path).countDown();
  }

  int inside() {
    return inside.get();
  }

  /** Most that were inside at a time. */
  int most() {
    return most.get();
  }

  @Override
  public Optional<JsonNode> find(URI url) throws InterruptedException, LookupException {
    String path = url.getPath().substring(1);
    asked.add(path);
    most.accumulateAndGet(inside.incrementAndGet(), Math::max);
    try {
      if (held.containsKey(path)) {
        held.get(path).await();
      }
      if (failures.containsKey(path)) {
        throw new LookupException(failures.get(path));
      }
      return answers.getOrDefault(path, Optional.empty());
    } catch (InterruptedException e) {
      interrupted.incrementAndGet();
      throw e;
    } finally {
      inside.decrementAndGet();
    }
  }
}
