package dev.windrow.config;

import dev.windrow.config.Node.Mapping;
import dev.windrow.config.Node.Nothing;
import dev.windrow.config.Node.Scalar;
import dev.windrow.config.Node.Sequence;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Single values that replace those of the file: {@code aggregations[0].window.tumbling=1s}. Where the file says nothing about a
 * list or the measures, the default is what is changed. A value in brackets or braces is YAML. Below {@code kafka.} and
 * {@code measures.} the rest of the path is one key.
 */
final class Overrides {

  private static final Pattern KEY = Pattern.compile("([^.\\[\\]]+)((?:\\[[0-9]{1,6}])*)");
  private static final Pattern INDEX = Pattern.compile("\\[([0-9]+)]");

  private final Problems problems;

  Overrides(Problems problems) {
    this.problems = problems;
  }

  /** {@code given} with the values of {@code sets}, each {@code path=value}; of two for one path the later counts. */
  Mapping apply(Mapping given, List<String> sets) {
    Mapping changed = given;
    for (String set : sets) {
      changed = apply(changed, set);
    }
    return changed;
  }

  private Mapping apply(Mapping given, String set) {
    int equals = set.indexOf('=');
    List<Step> steps = equals < 0 ? List.of() : steps(set.substring(0, equals).strip());
    if (steps.isEmpty()) {
      problems.add("--set", Problem.quote(equals < 0 ? set : set.substring(0, equals + 1)), "path=value, as in input.idle-after=3s", "");
      return given;
    }
    String path = set.substring(0, equals).strip();
    Optional<Node> value = value(path, steps, set.substring(equals + 1).strip());
    return value.isEmpty() ? given : (Mapping) new Change(path, value.get()).in(Optional.of(given), Defaults.ALL, steps);
  }

  private Optional<Node> value(String path, List<Step> steps, String text) {
    boolean free = steps.stream().limit(steps.size() - 1L).anyMatch(step -> Defaults.isFree(step.key()));
    boolean yaml = text.startsWith("[") || text.startsWith("{");
    return free || !yaml ? Optional.of(new Scalar(text)) : YamlTree.parse(text, path, problems);
  }

  /** Empty when {@code path} is not one. */
  private static List<Step> steps(String path) {
    List<Step> steps = new ArrayList<>();
    Matcher key = KEY.matcher(path);
    int at = 0;
    while (key.find(at) && key.start() == at) {
      steps.add(new Step(key.group(1), -1));
      INDEX.matcher(key.group(2)).results().forEach(index -> steps.add(new Step("", Integer.parseInt(index.group(1)))));
      at = key.end() + 1;
      if (key.end() == path.length()) {
        return steps;
      } else if (path.charAt(key.end()) != '.') {
        return List.of();
      } else if (Defaults.isFree(key.group(1)) && at < path.length()) {
        steps.add(new Step(path.substring(at), -1));
        return steps;
      }
    }
    return List.of();
  }

  /** One step down: by {@code key}, or by {@code index} when that is not negative. */
  private record Step(String key, int index) {}

  private final class Change {

    private final String path;
    private final Node value;

    Change(String path, Node value) {
      this.path = path;
      this.value = value;
    }

    /** {@code node} with the value at {@code steps} below it; {@code node} itself, and a problem, when there is no such place. */
    Node in(Optional<Node> node, Node byDefault, List<Step> steps) {
      if (steps.isEmpty()) {
        return value;
      }
      Step step = steps.get(0);
      List<Step> rest = steps.subList(1, steps.size());
      return step.index() < 0 ? below(node, byDefault, step.key(), rest) : at(node, byDefault, step.index(), rest);
    }

    private Node below(Optional<Node> node, Node byDefault, String key, List<Step> rest) {
      Node base = base(node, byDefault);
      if (!(base instanceof Mapping mapping)) {
        return impossible(base, "keys, to set one of them");
      }
      Map<String, Node> defaults = byDefault instanceof Mapping known ? known.entries() : Map.of();
      Node keyDefault = defaults.getOrDefault(key, new Nothing());
      Optional<Node> given = Optional.ofNullable(mapping.entries().get(key));
      // Measures that are given replace the default ones as a whole, so changing one of the default ones starts with all of them.
      Optional<Node> changed = key.equals("measures") ? given.or(() -> Optional.of(keyDefault)) : given;
      return mapping.with(key, in(changed, keyDefault, rest));
    }

    private Node at(Optional<Node> node, Node byDefault, int index, List<Step> rest) {
      Node base = base(node, byDefault);
      if (!(base instanceof Sequence list)) {
        return impossible(base, "a list, to set an item of it");
      }
      if (index > list.items().size()) {
        return impossible(base, "an index of 0.." + list.items().size());
      }
      boolean added = index == list.items().size();
      List<Node> items = new ArrayList<>(list.items());
      Node item = in(added ? Optional.empty() : Optional.of(items.get(index)), Defaults.item(path), rest);
      if (added) {
        items.add(item);
      } else {
        items.set(index, item);
      }
      return new Sequence(items);
    }

    /** What is there to be changed: maps start empty, because what they do not say has its default anyway. */
    private static Node base(Optional<Node> node, Node byDefault) {
      Node base = node.orElse(byDefault);
      return base instanceof Nothing || node.isEmpty() && base instanceof Mapping ? Mapping.EMPTY : base;
    }

    private Node impossible(Node base, String expected) {
      problems.add(path, base.describe(), expected, "");
      return base;
    }
  }
}
