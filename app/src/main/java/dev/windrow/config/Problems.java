package dev.windrow.config;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The problems found so far, in the order of finding. Confined to the thread that loads. */
final class Problems {

  private final List<Problem> all = new ArrayList<>();

  void add(String path, String found, String expected, String hint) {
    all.add(new Problem(path, found, expected, hint));
  }

  void addAll(List<Problem> problems) {
    all.addAll(problems);
  }

  boolean at(String path) {
    return all.stream().anyMatch(problem -> problem.path().equals(path));
  }

  /** Whether there is one at {@code path} or further down. */
  boolean below(String path) {
    return all.stream().anyMatch(problem -> problem.path().startsWith(path));
  }

  /** For records, which refuse to hold what has a problem. */
  void rejectAny() {
    if (!all.isEmpty()) {
      throw new IllegalArgumentException(all.stream().map(Problem::toString).collect(Collectors.joining("\n")));
    }
  }

  void throwIfAny() throws ConfigException {
    if (!all.isEmpty()) {
      throw new ConfigException(all);
    }
  }
}
