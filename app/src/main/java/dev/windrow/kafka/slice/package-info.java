/**
 * Has a Kafka consumer hand over slices of what it has fetched, some hundreds of records each, instead of a handful of objects for every record. What it knows of sessions, offsets,
 * transactions and checksums stays its own.
 */
package dev.windrow.kafka.slice;
