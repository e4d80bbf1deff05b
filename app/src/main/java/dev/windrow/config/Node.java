package dev.windrow.config;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A piece of a YAML document. Scalars are kept as they were written; what they mean is up to who reads them. */
sealed interface Node {

  /** What this is, in the words of a problem's "found". */
  String describe();

  /** Keys and what stands below them, in the order of the file. */
  record Mapping(Map<String, Node> entries) implements Node {

    static final Mapping EMPTY = new Mapping(Map.of());

    public Mapping {
      entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
    }

    Mapping with(String key, Node value) {
      Map<String, Node> changed = new LinkedHashMap<>(entries);
      changed.put(key, value);
      return new Mapping(changed);
    }

    @Override
    public String describe() {
      return entries.isEmpty() ? "an empty map" : "keys (" + Problem.quote(entries.keySet().iterator().next()) + ")";
    }
  }

  record Sequence(List<Node> items) implements Node {

    public Sequence {
      items = List.copyOf(items);
    }

    @Override
    public String describe() {
      return items.isEmpty() ? "an empty list" : "a list";
    }
  }

  /** @param isText whether it was written as a text: not as a number or as true or false, and not without quotation marks that would make it one */
  record Scalar(String text, boolean isText) implements Node {

    Scalar(String text) {
      this(text, true);
    }

    @Override
    public String describe() {
      return Problem.quote(text);
    }
  }

  /** A key with nothing after it, or null. */
  record Nothing() implements Node {

    @Override
    public String describe() {
      return "nothing";
    }
  }
}
