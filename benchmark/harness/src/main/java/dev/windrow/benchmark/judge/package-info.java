/** What a system should have given out, and whether it has: the simulator's truth file against the values of the result topic. */
package dev.windrow.benchmark.judge;
