package dev.windrow.benchmark.judge;

import java.math.BigDecimal;

/** How far a number may be from the truth. */
public enum Tolerance {

  /** Not at all. */
  EXACT(BigDecimal.ZERO),

  /** For systems that add up doubles: 1 in a thousand million. */
  DOUBLE(new BigDecimal("1e-9"));

  private final BigDecimal relative;

  Tolerance(BigDecimal relative) {
    this.relative = relative;
  }

  boolean allows(BigDecimal expected, BigDecimal found) {
    return expected.subtract(found).abs().compareTo(expected.abs().multiply(relative)) <= 0;
  }
}
