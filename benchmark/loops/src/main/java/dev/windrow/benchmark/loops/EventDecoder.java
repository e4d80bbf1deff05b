package dev.windrow.benchmark.loops;

import dev.windrow.benchmark.peer.Event;

/** Confined to one thread. */
interface EventDecoder {

  /** Fills {@code event}. False if this is no usable event. */
  boolean decode(byte[] json, Event event);
}
