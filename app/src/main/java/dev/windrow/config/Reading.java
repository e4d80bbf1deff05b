package dev.windrow.config;

import dev.windrow.config.Node.Scalar;
import dev.windrow.config.Placeholders.Resolved;
import java.util.Optional;
import java.util.Set;

/**
 * What all sections of one configuration share while it is read.
 *
 * @param problems takes what is wrong
 * @param placeholders replaces what is written as {@code ${…}}
 * @param secretPaths takes the paths of values that come from files
 */
record Reading(Problems problems, Placeholders placeholders, Set<String> secretPaths) {

  /** Empty, with a problem, when {@code node} is not of the kind. */
  <T> Optional<T> scalar(String path, Node node, Kind<T> kind) {
    if (!(node instanceof Scalar scalar)) {
      problems.add(path, node.describe(), kind.expected(), "");
      return Optional.empty();
    }
    Optional<Resolved> resolved = placeholders.resolve(path, scalar.text());
    resolved.filter(Resolved::secret).ifPresent(secret -> secretPaths.add(path));
    return resolved.flatMap(text -> parse(path, text.text(), found(path, text.text()), kind));
  }

  <T> Optional<T> parse(String path, String text, String found, Kind<T> kind) {
    Parsed<T> parsed = kind.parse(text);
    if (parsed.value().isEmpty()) {
      problems.add(path, found, parsed.expected(), parsed.hint());
    }
    return parsed.value();
  }

  /** What stands at {@code path}, in the words of a problem. */
  String found(String path, String text) {
    boolean secret = secretPaths.contains(path) || path.startsWith("kafka.") && KafkaProperties.isSecret(path);
    return secret ? KafkaProperties.HIDDEN : Problem.quote(text);
  }
}
