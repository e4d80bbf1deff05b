package dev.windrow.config;

import java.util.List;
import java.util.stream.Collectors;

/** A configuration that can't be used. The message has one line per problem. */
public final class ConfigException extends Exception {

  private final transient List<Problem> problems;

  ConfigException(List<Problem> problems) {
    super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
    this.problems = List.copyOf(problems);
  }

  /** All problems, in the order in which they were found; at least one. */
  public List<Problem> problems() {
    return problems;
  }
}
