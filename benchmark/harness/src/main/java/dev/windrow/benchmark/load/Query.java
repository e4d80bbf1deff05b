package dev.windrow.benchmark.load;

import java.util.Optional;

/**
 * Something to ask, and what the answer should be like.
 *
 * @param kind as in tables
 * @param target path and parameters
 * @param fewest rows of a right answer
 * @param most rows of a right answer
 */
record Query(String kind, String target, int fewest, int most) {

  /** What is wrong with an answer. */
  Optional<String> fault(Answer answer) {
    if (!answer.complete()) {
      return Optional.of("incomplete");
    }
    return answer.rows() >= fewest && answer.rows() <= most ? Optional.empty() : Optional.of(answer.rows() + " rows of " + kind);
  }
}
