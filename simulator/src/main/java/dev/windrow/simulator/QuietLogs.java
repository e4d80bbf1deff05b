package dev.windrow.simulator;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps Kafka's clients from logging: what matters is told in messages of ours. A logback configuration named by the user
 * is left alone.
 */
final class QuietLogs {

  private static final String CONFIGURED_BY_USER = "logback.configurationFile";
  private static final String PROVIDER = "slf4j.provider";

  private QuietLogs() {
  }

  /** In a process of our own, before anything logs: no logging at all, which also starts faster. */
  static void before() {
    if (System.getProperty(CONFIGURED_BY_USER) == null && System.getProperty(PROVIDER) == null) {
      System.setProperty("slf4j.internal.verbosity", "ERROR");
      System.setProperty(PROVIDER, "org.slf4j.helpers.NOP_FallbackServiceProvider");
    }
  }

  /** In somebody else's process, where logging is set up already. */
  static void now() {
    if (System.getProperty(CONFIGURED_BY_USER) == null && LoggerFactory.getLogger("org.apache.kafka") instanceof Logger kafka) {
      kafka.setLevel(Level.OFF);
    }
  }
}
