package dev.windrow.config;

import java.util.function.Function;

/**
 * A kind of scalar value.
 *
 * @param expected what may stand there, in the words of a problem
 * @param parser reads a text
 */
record Kind<T>(String expected, Function<String, Parsed<T>> parser) {

  <R> Kind<R> map(Function<T, R> function) {
    return new Kind<>(expected, text -> parse(text).map(function));
  }

  Parsed<T> parse(String text) {
    return parser.apply(text);
  }
}
