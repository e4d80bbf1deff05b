package dev.windrow.simulator;

/** How fast events are sent. It has no influence on what they are. */
public enum Pace {
  /** Each event when it happens. One that is overdue is sent at once. */
  REAL,
  /** As fast as they are taken. */
  MAX
}
