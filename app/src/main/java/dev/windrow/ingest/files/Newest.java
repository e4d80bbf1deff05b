package dev.windrow.ingest.files;

import java.util.LinkedHashMap;
import java.util.Map;

/** A map that forgets what was put into it first when there is too much. */
final class Newest<K, V> extends LinkedHashMap<K, V> {

  private final int most;

  Newest(int most) {
    this.most = most;
  }

  @Override
  protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
    return size() > most;
  }
}
