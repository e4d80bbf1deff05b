package dev.windrow.topology;

/**
 * What the topology takes from the Kafka that it will run on.
 *
 * @param mergePartitions partitions between the stages: an existing topic's count wins over the configured one
 * @param sideRecordBytes how large a record of the late and dead-letter topics may be
 */
public record TopologySettings(int mergePartitions, int sideRecordBytes) {}
