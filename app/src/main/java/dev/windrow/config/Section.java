package dev.windrow.config;

import dev.windrow.config.Node.Mapping;
import dev.windrow.config.Node.Nothing;
import dev.windrow.config.Node.Scalar;
import dev.windrow.config.Node.Sequence;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A map of the configuration with known keys, read key by key. What is wrong becomes a problem and is replaced by the default,
 * so that reading goes on and finds the next one; nothing that is made of it leaves the loader then.
 */
final class Section {

  private final String path;
  private final Mapping given;
  private final Mapping defaults;
  private final Reading reading;

  /** Keys that {@code defaults} does not have are problems. */
  Section(String path, Node given, Mapping defaults, Reading reading) {
    this.path = path;
    this.given = given instanceof Nothing ? Mapping.EMPTY : mapping(path, given, defaults, reading);
    this.defaults = defaults;
    this.reading = reading;
    this.given.entries().keySet().stream().filter(key -> !defaults.entries().containsKey(key)).forEach(this::unknown);
  }

  String path() {
    return path;
  }

  String path(String key) {
    return path.isEmpty() ? key : path + "." + key;
  }

  Section section(String key) {
    return new Section(path(key), given.entries().getOrDefault(key, Mapping.EMPTY), (Mapping) defaults.entries().get(key), reading);
  }

  Reading reading() {
    return reading;
  }

  /** What stands there, as it is; by default what {@code defaults} has. */
  Node node(String key) {
    return given.entries().getOrDefault(key, defaults.entries().get(key));
  }

  /** The keys that are there and known. */
  List<String> keys() {
    return given.entries().keySet().stream().filter(defaults.entries()::containsKey).toList();
  }

  /** Whether the key is there. */
  boolean has(String key) {
    return given.entries().containsKey(key);
  }

  /** The items of a list of maps, of which there must be {@code fewest} at least. */
  List<Section> sections(String key, Mapping itemDefaults, int fewest) {
    List<Section> sections = new ArrayList<>();
    for (Node item : items(key, fewest)) {
      sections.add(new Section(path(key) + "[" + sections.size() + "]", item, itemDefaults, reading));
    }
    return sections;
  }

  <T> T value(String key, Kind<T> kind) {
    return value(key, kind, defaultText(key));
  }

  /** As {@link #value(String, Kind)} where the default depends on other values. */
  <T> T value(String key, Kind<T> kind, String byDefault) {
    return optional(key, kind, byDefault).orElseGet(() -> kind.parse(defaultText(key)).value().orElseThrow());
  }

  /** Empty, with a problem, when the value or its default is not of the kind. */
  <T> Optional<T> optional(String key, Kind<T> kind, String byDefault) {
    Node node = given.entries().get(key);
    return node == null
        ? reading.parse(path(key), byDefault, Problem.quote(byDefault), kind)
        : reading.scalar(path(key), node, kind);
  }

  /** A text that is never shown; empty when there is none. */
  Optional<String> secret(String key) {
    Optional<String> text = value(key, Kinds.TEXT_OR_NONE);
    text.ifPresent(secret -> reading.secretPaths().add(path(key)));
    return text;
  }

  String defaultText(String key) {
    return ((Scalar) defaults.entries().get(key)).text();
  }

  /** The items of a list, each of which may be there once. */
  <T> List<T> list(String key, Kind<T> kind, int fewest) {
    List<T> values = new ArrayList<>();
    List<Node> items = items(key, fewest);
    Map<T, String> paths = new LinkedHashMap<>();
    for (int i = 0; i < items.size(); i++) {
      String itemPath = path(key) + "[" + i + "]";
      reading.scalar(itemPath, items.get(i), kind).ifPresent(value -> {
        String first = paths.putIfAbsent(value, itemPath);
        if (first == null) {
          values.add(value);
        } else {
          reading.problems().add(itemPath, "the same as " + first, "each item once", "");
        }
      });
    }
    return values;
  }

  /** The values of a map whose keys the user chooses. */
  <T> Map<String, T> free(String key, Function<String, Kind<T>> kindOfKey) {
    Map<String, T> values = new LinkedHashMap<>();
    Node node = node(key);
    Mapping mapping = node instanceof Nothing ? Mapping.EMPTY : mapping(path(key), node, Mapping.EMPTY, reading);
    mapping.entries().forEach((name, value) ->
        reading.scalar(path(key) + "." + name, value, kindOfKey.apply(name)).ifPresent(read -> values.put(name, read)));
    return values;
  }

  private List<Node> items(String key, int fewest) {
    Node node = node(key);
    if (node instanceof Sequence list && list.items().size() >= fewest) {
      return list.items();
    }
    String hint = node instanceof Scalar ? "a list of one is written in brackets" : "";
    reading.problems().add(path(key), node.describe(), fewest > 0 ? "a list with at least one item" : "a list", hint);
    return List.of();
  }

  private static Mapping mapping(String path, Node node, Mapping defaults, Reading reading) {
    if (node instanceof Mapping mapping) {
      return mapping;
    }
    String known = defaults.entries().isEmpty() ? "" : " (" + String.join(", ", defaults.entries().keySet()) + ")";
    reading.problems().add(path, node.describe(), "keys with values" + known, "");
    return Mapping.EMPTY;
  }

  private void unknown(String key) {
    String known = String.join(", ", defaults.entries().keySet());
    String hint = elsewhere(key).orElseGet(() -> Nearest.hint(key, defaults.entries().keySet()));
    reading.problems().add(path(key), "an unknown key", "one of " + known, hint);
  }

  private static Optional<String> elsewhere(String key) {
    String places = Defaults.paths().stream().filter(known -> known.endsWith("." + key)).collect(Collectors.joining(" or "));
    return places.isEmpty() ? Optional.empty() : Optional.of("did you mean " + places + "?");
  }
}
