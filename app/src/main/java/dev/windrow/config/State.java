package dev.windrow.config;

import java.nio.file.Path;
import java.time.Duration;

/**
 * Where windows are kept.
 *
 * @param dir folder for local state; several instances on one host take subfolders of it
 * @param store in memory or on disk
 * @param mergePartitions partitions of the topic between the stages, 1 to 1,000; fixed at the first start
 * @param retain how long after its close a window can still be revised, in event time (rule S7)
 */
public record State(Path dir, Store store, int mergePartitions, Duration retain) {

  static final Range MERGE_PARTITIONS = new Range(1, 1000);
  static final Range RETAIN_MS = new Range(0, Range.LONGEST_MS);

  public State {
    MERGE_PARTITIONS.require("mergePartitions", mergePartitions);
    RETAIN_MS.requireMs("retain", retain);
  }
}
