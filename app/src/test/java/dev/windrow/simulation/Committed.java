package dev.windrow.simulation;

/** What a group has committed for a partition: the offset and, in its metadata, the partition time. */
record Committed(long offset, long partitionTime) {}
