/** Flink in one JVM, with a slot for each thread. Start the programs with {@code @benchmark/flink/jvm.args}. */
package dev.windrow.benchmark.flink;
