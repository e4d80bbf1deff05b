package dev.windrow.sink.postgresql;

/**
 * What has become of a table in this process.
 *
 * @param rows that were written for good; of a row that changed within a transaction only the last counts
 * @param updates those of them that were a further revision of a window and group
 * @param rejected records that went to the dead letters
 */
public record TableReport(String table, long rows, long updates, long rejected) {}
