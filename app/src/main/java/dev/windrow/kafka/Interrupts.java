package dev.windrow.kafka;

import org.apache.kafka.common.errors.InterruptException;

/** Kafka's clients wrap interrupts, and set the thread's flag again. */
public final class Interrupts {

  private Interrupts() {}

  /** The interrupt itself, for those who pass it on as Java has it; the flag is cleared, as it is where that is thrown. */
  public static InterruptedException unwrapped(InterruptException wrapped) {
    Thread.interrupted();
    InterruptedException interrupted = new InterruptedException("interrupted while Kafka was waited for");
    interrupted.initCause(wrapped);
    return interrupted;
  }
}
