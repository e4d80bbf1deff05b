package dev.windrow.ingest.files;

import java.util.Map;

/** For how long files have not changed that are looked at again and again. Thread-safe. */
final class Quiet {

  private static final int MOST = 100_000;
  private static final int SETTLED_AFTER = 1;
  private static final int WHOLE_AFTER = 5;

  /** Guarded by this. */
  private final Map<String, Seen> seen = new Newest<>(MOST);

  private record Seen(Version version, int looks) {}

  /** Looks once more. */
  synchronized Trust look(String part, Version version) {
    Seen before = seen.remove(part);
    int looks = before != null && before.version().equals(version) ? before.looks() + 1 : 0;
    seen.put(part, new Seen(version, looks));
    if (looks >= WHOLE_AFTER) {
      return Trust.WHOLE;
    }
    return looks >= SETTLED_AFTER ? Trust.SETTLED : Trust.GROWING;
  }

  /** There is nothing to wait for any more. */
  synchronized void forget(String part) {
    seen.remove(part);
  }
}
