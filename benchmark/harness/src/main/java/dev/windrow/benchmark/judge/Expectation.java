package dev.windrow.benchmark.judge;

/**
 * What should come out, and what has. Only windows that the input itself closes are judged; what comes of later ones is passed over.
 * Confined to the thread that reads results until that has ended.
 */
public interface Expectation {

  /** Takes the value of a record of the result topic. */
  void add(byte[] value);

  /** Whether everything that is expected has come, right or wrong. */
  boolean isComplete();

  /** What to make of what has come so far. */
  Verdict verdict();
}
