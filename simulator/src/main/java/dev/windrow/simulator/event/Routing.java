package dev.windrow.simulator.event;

import java.util.OptionalInt;

/**
 * Which partition an event goes to: the one that Kafka's default partitioner picks for its key, except that what would go
 * to the idle partition goes to the one after it.
 *
 * @param partitions at least 1, at most 10,000
 * @param idle number of the partition that gets nothing, or {@link #NONE}
 */
public record Routing(int partitions, int idle) {

  /** No partition is idle. */
  public static final int NONE = -1;

  private static final int MOST = 10_000;

  public Routing {
    if (partitions < 1 || partitions > MOST) {
      throw new IllegalArgumentException("expected 1 to " + MOST + " partitions, found " + partitions);
    }
    if (idle != NONE && (idle < 0 || idle >= partitions)) {
      throw new IllegalArgumentException("expected an idle partition from 0 to " + (partitions - 1) + ", found " + idle);
    }
    if (idle != NONE && partitions == 1) {
      throw new IllegalArgumentException("expected at least 2 partitions when one of them is idle, found 1");
    }
  }

  public static Routing over(int partitions) {
    return new Routing(partitions, NONE);
  }

  public OptionalInt idlePartition() {
    return idle == NONE ? OptionalInt.empty() : OptionalInt.of(idle);
  }

  int partition(byte[] key) {
    int partition = (Murmur2.hash(key) & Integer.MAX_VALUE) % partitions;
    return partition == idle ? (partition + 1) % partitions : partition;
  }
}
