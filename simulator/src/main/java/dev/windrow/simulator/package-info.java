/**
 * The simulator: the command, the run of a simulation and where its events go. {@link dev.windrow.simulator.Simulation} is
 * its library entry; {@link dev.windrow.simulator.event} and {@link dev.windrow.simulator.truth} can be used without it.
 */
package dev.windrow.simulator;
