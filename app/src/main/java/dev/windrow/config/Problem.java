package dev.windrow.config;

import dev.windrow.value.Printable;

/**
 * One thing that is wrong with a configuration.
 *
 * @param path where, as in {@code aggregations[1].window.tumbling}; the file itself when the whole of it is concerned
 * @param found what stands there: quoted text with control characters escaped, cut after 100 characters, never a secret; or
 *     words for what it is
 * @param expected what may stand there
 * @param hint what to do about it; empty when {@code expected} says it all
 */
public record Problem(String path, String found, String expected, String hint) {

  /** The problem in one line: {@code latency: expected …, found '5'; write the unit, as in 5s}. */
  @Override
  public String toString() {
    return Printable.text(path + ": expected " + expected + ", found " + found + (hint.isEmpty() ? "" : "; " + hint));
  }

  static String quote(String text) {
    return Printable.quoted(text);
  }
}
