package dev.windrow.window;

import java.util.Comparator;

/** One partition of an input topic. Ordered by topic, then partition. */
public record SourceId(String topic, int partition) implements Comparable<SourceId> {

  private static final Comparator<SourceId> ORDER = Comparator.comparing(SourceId::topic).thenComparingInt(SourceId::partition);

  @Override
  public int compareTo(SourceId other) {
    return ORDER.compare(this, other);
  }

  /** As Kafka writes it: {@code user-events-3}. */
  @Override
  public String toString() {
    return topic + "-" + partition;
  }
}
