/**
 * The two stages and what travels between them. {@link dev.windrow.topology.WindrowTopology} wires them; {@code Combiner}
 * and {@code Merger} do the work and know nothing of Kafka Streams; {@code CombineProcessor} and {@code MergeProcessor}
 * run them as stream tasks.
 */
package dev.windrow.topology;
