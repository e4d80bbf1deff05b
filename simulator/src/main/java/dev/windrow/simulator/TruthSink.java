package dev.windrow.simulator;

/** Where a run's truth goes, and where the partitions ended before it. */
record TruthSink(TruthFile file, long[] firstOffsets) {
}
