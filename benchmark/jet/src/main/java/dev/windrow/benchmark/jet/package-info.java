/** Hazelcast Jet in one JVM that talks to nobody but Kafka. Start it with {@code @benchmark/jet/jvm.args}. */
package dev.windrow.benchmark.jet;
