package dev.windrow.config;

/** How often an event can count (rule S13). */
public enum Guarantee {
  /** Once, also after crashes. */
  EXACTLY_ONCE,
  /** Once or, after a crash, more often: faster to be seen, and counts can be too high. */
  AT_LEAST_ONCE
}
