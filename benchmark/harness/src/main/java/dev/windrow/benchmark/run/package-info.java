/**
 * Processes and measurements: the broker, the systems under test, each in a JVM of its own, and what the operating system, the broker
 * and a reader of the results say about them. Nothing in a system under test is touched to measure it.
 */
package dev.windrow.benchmark.run;
