package dev.windrow.config;

import java.math.BigDecimal;

/** A value that stands in the configuration and goes into records as it is. */
public sealed interface Literal {

  record Text(String text) implements Literal {}

  /** With the digits that were written: 1.50 stays that. */
  record Number(BigDecimal number) implements Literal {}

  record Truth(boolean value) implements Literal {}
}
