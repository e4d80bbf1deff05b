/** Statistics and goals: pure, without files, processes or Kafka. */
package dev.windrow.benchmark.measure;
