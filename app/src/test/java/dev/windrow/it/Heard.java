package dev.windrow.it;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What a client of an event stream has got of it, over all its connections: of results those up to the last event id, behind which it goes on. Thread-safe. */
final class Heard {

  private final List<String> results = new ArrayList<>();
  private final List<String> behindTheId = new ArrayList<>();
  private final Set<String> names = new TreeSet<>();
  private String lastEventId = "";

  synchronized void hear(StreamEvent event) {
    names.add(event.name());
    if (event.isResult()) {
      behindTheId.add(event.data());
    }
    if (!event.id().isEmpty()) {
      lastEventId = event.id();
      results.addAll(behindTheId);
      behindTheId.clear();
    }
  }

  /** The connection has ended: what came behind the last id comes again. */
  synchronized void cutOff() {
    behindTheId.clear();
  }

  synchronized List<String> results() {
    return List.copyOf(results);
  }

  synchronized int count() {
    return results.size();
  }

  /** Names of the events that have come so far. */
  synchronized Set<String> names() {
    return Set.copyOf(names);
  }

  synchronized String lastEventId() {
    return lastEventId;
  }
}
