/** The scenarios: what is compared with what, and the goals that are set for it. */
package dev.windrow.benchmark.scenario;
