/**
 * Loops around a consumer, written by hand for this one job: without restarts, rebalances, idle partitions, or exactly-once. They say what
 * there is to gain at most. {@code RawLoop} only polls, {@code JacksonLoop} parses with Jackson, {@code ScannerLoop} with a scanner that
 * knows the simulator's way of writing.
 */
package dev.windrow.benchmark.loops;
