/**
 * The topology that the tutorials of Kafka Streams teach. When it catches up it drops events as late that are not: each task's stream time
 * is the highest of all partitions that feed it, and these are read unevenly. That is a finding about the topology, not a fault in this
 * program.
 */
package dev.windrow.benchmark.dsl;
