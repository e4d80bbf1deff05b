/**
 * A deterministic simulation: the processors of both stages run against a small model of Kafka and Kafka Streams under a
 * seeded scheduler that crashes, moves, delays and aborts. An auditor that shares no code with the service computes from
 * the committed input alone what must come out. {@code SimulationTest} runs thousands of seeds; {@code
 * SimulationMutantsTest} shows that it catches what it is there for.
 */
package dev.windrow.simulation;
