package dev.windrow.aggregate;

/** What a measure computes; written in lower case. */
public enum Function {
  /** The events of the group. */
  COUNT,
  /** The exact sum of a number field. */
  SUM,
  /** Its sum divided by how many events have the number, half-even to 16 significant digits. */
  AVG,
  /** Its lowest number. */
  MIN,
  /** Its highest number. */
  MAX
}
