/**
 * What the programs that Windrow is compared with have in common: options, the event, what is counted up, the result, and their end. It is
 * as fast as it can be while the programs remain those that a knowledgeable user of each framework would write: a comparison with slow
 * parsing would be none.
 *
 * <p>Every peer reads a topic of the simulator's events from its beginning until SIGTERM, and writes one result per window of 5 s and group
 * once event time is 2 s past the window's end in every partition.
 */
package dev.windrow.benchmark.peer;
