package dev.windrow.query;

import java.util.List;

/**
 * How much of the application an answer is made of.
 *
 * @param missing merge partitions that nobody answered for
 * @param standby merge partitions that were read from a copy, which may be a little old
 */
public record Coverage(List<Missing> missing, List<Standby> standby) {

  static final Coverage WHOLE = new Coverage(List.of(), List.of());

  public Coverage {
    missing = List.copyOf(missing);
    standby = List.copyOf(standby);
  }

  /** Whether every merge partition is in it. */
  public boolean complete() {
    return missing.isEmpty();
  }

  /**
   * Merge partitions that an answer lacks.
   *
   * @param instance who should have answered, as host:port; empty when nobody owns them now
   */
  public record Missing(String instance, List<Integer> mergePartitions, String reason) {

    public Missing {
      mergePartitions = List.copyOf(mergePartitions);
    }
  }

  /**
   * A merge partition that was read from a copy.
   *
   * @param behindRecords how many changes the copy lacks
   */
  public record Standby(int mergePartition, String instance, long behindRecords) {}
}
