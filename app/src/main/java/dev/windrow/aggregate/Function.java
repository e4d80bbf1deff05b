package dev.windrow.aggregate;

/** What a measure computes. */
public enum Function {
  COUNT,
  SUM,
  AVG,
  MIN,
  MAX
}
