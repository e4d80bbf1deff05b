package dev.windrow.config;

import dev.windrow.event.FieldPath;
import java.util.List;
import java.util.Map;

/** Writes the steps of a transformation as they could have been read. */
final class EffectiveSteps {

  private final YamlText out;
  private final String indent;
  private final String path;

  /** @param path of the list */
  EffectiveSteps(YamlText out, String indent, String path) {
    this.out = out;
    this.indent = indent;
    this.path = path;
  }

  void write(List<Step> steps) {
    out.line(indent + (steps.isEmpty() ? "transform: []" : "transform:"));
    for (int i = 0; i < steps.size(); i++) {
      step(path + "[" + i + "].", steps.get(i));
    }
  }

  private void step(String at, Step step) {
    String name = step.name();
    if (step instanceof Step.Rename rename) {
      open(name);
      rename.fields().forEach((from, to) -> out.value(below(), at + name + ".", from.toString(), to.toString()));
    } else if (step instanceof Step.Constant constant) {
      literals(at, name, constant.values());
    } else if (step instanceof Step.Default byDefault) {
      literals(at, name, byDefault.values());
    } else if (step instanceof Step.ToTime toTime) {
      open(name);
      out.list(below(), at + name + ".", "fields", texts(toTime.fields()));
      out.value(below(), at + name + ".", "format", toTime.format().text());
      out.value(below(), at + name + ".", "zone", toTime.zone().getId());
    } else if (step instanceof Step.Stamp stamp) {
      out.value(item(), at, name, stamp.field().toString());
    } else {
      open(name);
      out.items(below(), at + name, texts(fields(step)));
    }
  }

  private static List<FieldPath> fields(Step step) {
    if (step instanceof Step.Drop drop) {
      return drop.fields();
    } else if (step instanceof Step.Keep keep) {
      return keep.fields();
    } else if (step instanceof Step.Rewrite rewrite) {
      return rewrite.fields();
    } else if (step instanceof Step.ToNumber toNumber) {
      return toNumber.fields();
    }
    return ((Step.Require) step).fields();
  }

  private void literals(String at, String name, Map<FieldPath, Literal> literals) {
    open(name);
    literals.forEach((field, literal) -> literal(at + name + ".", field.toString(), literal));
  }

  private void literal(String at, String field, Literal literal) {
    if (literal instanceof Literal.Text text) {
      out.text(below(), at, field, text.text());
    } else if (literal instanceof Literal.Number number) {
      out.plain(below(), field, number.number().toString());
    } else {
      out.plain(below(), field, Boolean.toString(((Literal.Truth) literal).value()));
    }
  }

  private static List<String> texts(List<FieldPath> fields) {
    return fields.stream().map(FieldPath::toString).toList();
  }

  private void open(String name) {
    out.line(item() + name + ":");
  }

  private String item() {
    return indent + "  - ";
  }

  private String below() {
    return indent + "      ";
  }
}
