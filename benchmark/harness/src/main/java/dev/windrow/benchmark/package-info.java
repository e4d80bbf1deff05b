/** The benchmark's command. What it measures is in {@link dev.windrow.benchmark.scenario}, how in {@link dev.windrow.benchmark.run}. */
package dev.windrow.benchmark;
