package dev.windrow.config;

import static dev.windrow.config.Defaults.map;

import dev.windrow.config.Node.Mapping;
import dev.windrow.config.Node.Scalar;
import dev.windrow.config.Node.Sequence;
import dev.windrow.config.Step.Writing;
import dev.windrow.event.FieldPath;
import java.math.BigDecimal;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Reads the steps of a transformation: a list of maps, each with the name of a step and what it is told. */
final class StepReader {

  private static final Mapping STEPS = map(
      Step.Rename.NAME, Mapping.EMPTY,
      Step.Drop.NAME, List.of(),
      Step.Keep.NAME, List.of(),
      Step.Constant.NAME, Mapping.EMPTY,
      Step.Default.NAME, Mapping.EMPTY,
      "lower", List.of(),
      "upper", List.of(),
      "trim", List.of(),
      "title", List.of(),
      Step.ToNumber.NAME, List.of(),
      Step.ToTime.NAME, map("fields", List.of(), "format", "iso", "zone", "UTC"),
      Step.Require.NAME, List.of(),
      Step.Stamp.NAME, "processed_at");

  private static final Pattern NUMBER = Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]{1,3})?");
  private static final String LITERAL = "a text, a number as in JSON, true or false";

  private final Section step;
  private final Reading reading;

  private StepReader(Section step, Reading reading) {
    this.step = step;
    this.reading = reading;
  }

  /** The steps of a source, without those that have a problem. */
  static List<Step> read(Section source) {
    String path = source.path("transform");
    Node node = source.node("transform");
    List<Step> steps = new ArrayList<>();
    if (node instanceof Sequence list) {
      for (int i = 0; i < list.items().size(); i++) {
        step(path + "[" + i + "]", list.items().get(i), source.reading()).ifPresent(steps::add);
      }
    } else {
      source.reading().problems().add(path, node.describe(), "a list of steps, as in [drop: [password], stamp: processed_at]", "");
    }
    return steps;
  }

  private static Optional<Step> step(String path, Node node, Reading reading) {
    if (node instanceof Scalar name) {
      reading.problems().add(path, node.describe(), "the name of a step and what it is told, as in drop: [password]", Nearest.hint(name.text(), STEPS.entries().keySet()));
      return Optional.empty();
    }
    Section step = new Section(path, node, STEPS, reading);
    if (node instanceof Mapping mapping && mapping.entries().size() != 1) {
      reading.problems().add(path, mapping.entries().isEmpty() ? "none" : String.join(" and ", mapping.entries().keySet()), "one step",
          "steps are done in their order, so each is an item of the list");
    }
    List<String> names = step.keys();
    Optional<Step> read = names.size() == 1 ? Optional.of(new StepReader(step, reading).read(names.get(0))) : Optional.empty();
    return reading.problems().below(path) ? Optional.empty() : read;
  }

  private Step read(String name) {
    return switch (name) {
      case Step.Rename.NAME -> rename();
      case Step.Drop.NAME -> new Step.Drop(fields(name));
      case Step.Keep.NAME -> new Step.Keep(fields(name));
      case Step.Constant.NAME -> new Step.Constant(literals(name));
      case Step.Default.NAME -> new Step.Default(literals(name));
      case Step.ToNumber.NAME -> new Step.ToNumber(fields(name));
      case Step.ToTime.NAME -> toTime(step.section(name));
      case Step.Require.NAME -> new Step.Require(fields(name));
      case Step.Stamp.NAME -> new Step.Stamp(step.value(name, Kinds.FIELD));
      default -> new Step.Rewrite(Writing.valueOf(name.toUpperCase(Locale.ROOT)), fields(name));
    };
  }

  private List<FieldPath> fields(String name) {
    return step.list(name, Kinds.FIELD, 1);
  }

  private Step rename() {
    Map<FieldPath, FieldPath> names = entries(Step.Rename.NAME, "as in {userId: user_id}",
        (path, node) -> reading.scalar(path, node, Kinds.FIELD));
    names.values().stream().filter(to -> names.values().stream().filter(to::equals).count() > 1).findFirst().ifPresent(to ->
        reading.problems().add(step.path(Step.Rename.NAME), Problem.quote(to.toString()) + " twice", "a place of its own for each field", ""));
    return new Step.Rename(names);
  }

  private Step toTime(Section toTime) {
    return new Step.ToTime(
        toTime.list("fields", Kinds.FIELD, 1), toTime.value("format", Kinds.TIME_FORMAT), toTime.value("zone", Kinds.ZONE));
  }

  private Map<FieldPath, Literal> literals(String name) {
    return entries(name, "as in {source: api}", this::literal);
  }

  private interface EntryReader<T> {
    Optional<T> read(String path, Node node);
  }

  private <T> Map<FieldPath, T> entries(String name, String example, EntryReader<T> reader) {
    Map<FieldPath, T> entries = new LinkedHashMap<>();
    String path = step.path(name);
    if (!(step.node(name) instanceof Mapping mapping) || mapping.entries().isEmpty()) {
      reading.problems().add(path, step.node(name).describe(), "at least one field, " + example, "");
      return entries;
    }
    mapping.entries().forEach((key, node) ->
        reading.parse(path, key, Problem.quote(key), Kinds.FIELD).ifPresent(field ->
            reader.read(path + "." + key, node).ifPresent(value -> entries.put(field, value))));
    return entries;
  }

  /** What is written as a number, or as true or false, is that; in quotation marks, or by a placeholder, it is a text. */
  private Optional<Literal> literal(String path, Node node) {
    boolean isText = !(node instanceof Scalar scalar) || scalar.isText();
    return reading.scalar(path, node, isText ? new Kind<>(LITERAL, text -> Parsed.good(new Literal.Text(text))) : plain());
  }

  private static Kind<Literal> plain() {
    Function<String, Parsed<Literal>> parser = text -> {
      if (text.equals("true") || text.equals("false")) {
        return Parsed.good(new Literal.Truth(Boolean.parseBoolean(text)));
      }
      return NUMBER.matcher(text).matches()
          ? Parsed.good(new Literal.Number(new BigDecimal(text)))
          : Parsed.bad(LITERAL, "in quotation marks it is a text");
    };
    return new Kind<>(LITERAL, parser);
  }
}
