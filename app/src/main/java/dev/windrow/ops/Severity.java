package dev.windrow.ops;

/** How much a {@link Finding} matters, the gravest first. */
public enum Severity {

  /** The service cannot keep what it promises, or cannot work at all: it does not start. */
  ERROR,
  /** It works, and something will be lost on a bad day. */
  WARNING,
  /** Worth to know, or could not be checked. */
  NOTE,
  /** As it should be. */
  OK
}
