package dev.windrow.config;

import java.util.Optional;
import java.util.function.Function;

/** What a text was read as; or, when it could not be, what was expected and what to do. */
record Parsed<T>(Optional<T> value, String expected, String hint) {

  static <T> Parsed<T> good(T value) {
    return new Parsed<>(Optional.of(value), "", "");
  }

  static <T> Parsed<T> bad(String expected, String hint) {
    return new Parsed<>(Optional.empty(), expected, hint);
  }

  <R> Parsed<R> map(Function<T, R> function) {
    return new Parsed<>(value.map(function), expected, hint);
  }
}
