/**
 * Loads topics into PostgreSQL: results into tables with the last revision of each window and group, raw events into tables as they are. What is written and how far
 * reading is are committed in one transaction per topic partition, so what is committed was loaded once, whoever dies: {@link dev.windrow.sink.postgresql.Loading}.
 * What was loaded is found again by {@link dev.windrow.sink.postgresql.History}.
 */
package dev.windrow.sink.postgresql;
