/** Tables, charts and the description of the machine: text in, files out. */
package dev.windrow.benchmark.report;
