package dev.windrow.ops;

/**
 * How a source or a sink stands on this instance, as JSON has it.
 *
 * @param kind {@code source} or {@code sink}
 * @param state in one word
 * @param records that have arrived for good
 * @param rejected those that became dead letters
 * @param failedParts files, addresses, ranges that could not be read in the last run
 * @param error why it cannot go on; empty while it can
 */
public record Pipeline(String kind, String name, String state, long records, long rejected, long failedParts, String error) {}
