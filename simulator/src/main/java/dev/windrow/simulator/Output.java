package dev.windrow.simulator;

import dev.windrow.simulator.event.Event;

/** Where events go. Confined to the simulation's thread once it runs, except {@link #failed}. */
interface Output extends AutoCloseable {

  /** Hands over the event; it may be on its way for a while. Blocks when too many are. */
  void send(Event event) throws SimulationException;

  /** Called when no event is due for a moment: what is buffered may go now. */
  default void pause() throws SimulationException {
  }

  /** Whether an event that was handed over could not be delivered. */
  boolean failed();

  /** Waits until every event is delivered. */
  void finish() throws SimulationException;

  /** What else should be known about the run, after {@link #finish}; empty when nothing. */
  default String remark() {
    return "";
  }

  /** Lets go of everything, delivered or not, within seconds. */
  @Override
  void close();
}
