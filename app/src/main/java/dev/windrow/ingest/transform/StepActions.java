package dev.windrow.ingest.transform;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.windrow.config.Literal;
import dev.windrow.config.Step;
import dev.windrow.event.FieldPath;
import dev.windrow.ingest.transform.Flaw.Reason;
import dev.windrow.value.Printable;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Makes of a declared step what it does. */
final class StepActions {

  private final String place;
  private final Clock clock;

  /** @param place begins the details of flaws */
  StepActions(String place, Clock clock) {
    this.place = place;
    this.clock = clock;
  }

  Action of(Step step) {
    if (step instanceof Step.Rename rename) {
      return record -> rename(record, rename.fields());
    } else if (step instanceof Step.Drop drop) {
      return record -> drop(record, drop.fields());
    } else if (step instanceof Step.Keep keep) {
      return record -> keep(record, keep.fields());
    } else if (step instanceof Step.Constant constant) {
      return record -> set(record, nodes(constant.values()), false);
    } else if (step instanceof Step.Default byDefault) {
      return record -> set(record, nodes(byDefault.values()), true);
    } else if (step instanceof Step.Require require) {
      return record -> require(record, require.fields());
    } else if (step instanceof Step.Stamp stamp) {
      return record -> put(record, stamp.field(), TextNode.valueOf(clock.instant().truncatedTo(ChronoUnit.MILLIS).toString()));
    }
    return change(step);
  }

  /** Steps that change the value of each of their fields by itself. */
  private Action change(Step step) {
    if (step instanceof Step.Rewrite rewrite) {
      return each(rewrite.fields(), "text", value -> Optional.of(value).filter(JsonNode::isTextual)
          .map(text -> TextNode.valueOf(Writings.of(rewrite.writing(), text.textValue()))));
    } else if (step instanceof Step.ToNumber toNumber) {
      return each(toNumber.fields(), "a number", StepActions::number);
    }
    Step.ToTime toTime = (Step.ToTime) step;
    Times times = new Times(toTime.format(), toTime.zone());
    return each(toTime.fields(), "a time as in " + toTime.format().text(), value -> time(value, times));
  }

  private static Optional<JsonNode> number(JsonNode value) {
    return value.isTextual() ? Numbers.parse(value.textValue()).map(JsonNodeFactory.instance::numberNode) : Optional.of(value).filter(JsonNode::isNumber);
  }

  private static Optional<JsonNode> time(JsonNode value, Times times) {
    String text = value.isTextual() ? value.textValue() : value.isNumber() ? value.asText() : "";
    return times.parse(text).map(Instant::toString).map(TextNode::valueOf);
  }

  private Action each(List<FieldPath> fields, String expected, Function<JsonNode, Optional<? extends JsonNode>> change) {
    return record -> {
      for (FieldPath field : fields) {
        Optional<JsonNode> value = Fields.value(record, field);
        Optional<? extends JsonNode> changed = value.flatMap(change::apply);
        if (value.isPresent() && changed.isEmpty()) {
          return flaw(Reason.BAD_VALUE, field, "expected " + expected + ", found " + found(value.get()));
        }
        changed.ifPresent(now -> Fields.set(record, field, now));
      }
      return Optional.empty();
    };
  }

  /** First all are taken, then put, so that two can change places. */
  private Optional<Flaw> rename(ObjectNode record, Map<FieldPath, FieldPath> fields) {
    Map<FieldPath, JsonNode> taken = new LinkedHashMap<>();
    fields.forEach((from, to) -> Fields.remove(record, from).ifPresent(value -> taken.put(to, value)));
    for (Map.Entry<FieldPath, JsonNode> field : taken.entrySet()) {
      if (Fields.get(record, field.getKey()).isPresent()) {
        return flaw(Reason.FIELD_TAKEN, field.getKey(), "expected no such field yet, found one");
      }
      Optional<Flaw> flaw = put(record, field.getKey(), field.getValue());
      if (flaw.isPresent()) {
        return flaw;
      }
    }
    return Optional.empty();
  }

  private static Optional<Flaw> drop(ObjectNode record, List<FieldPath> fields) {
    fields.forEach(field -> Fields.remove(record, field));
    return Optional.empty();
  }

  /** Where a list names a field and one within it, the whole is kept. */
  private static Optional<Flaw> keep(ObjectNode record, List<FieldPath> fields) {
    ObjectNode kept = record.objectNode();
    fields.forEach(field -> Fields.get(record, field).ifPresent(value -> Fields.set(kept, field, value)));
    record.removeAll();
    record.setAll(kept);
    return Optional.empty();
  }

  private Optional<Flaw> set(ObjectNode record, Map<FieldPath, JsonNode> values, boolean missingOnly) {
    return values.entrySet().stream()
        .filter(value -> !missingOnly || Fields.value(record, value.getKey()).isEmpty())
        .map(value -> put(record, value.getKey(), value.getValue()))
        .flatMap(Optional::stream).findFirst();
  }

  private Optional<Flaw> require(ObjectNode record, List<FieldPath> fields) {
    return fields.stream().filter(field -> Fields.value(record, field).isEmpty()).findFirst()
        .flatMap(field -> flaw(Reason.MISSING_FIELD, field, "expected a value, found " + (Fields.get(record, field).isPresent() ? "null" : "none")));
  }

  private Optional<Flaw> put(ObjectNode record, FieldPath field, JsonNode value) {
    return Fields.set(record, field, value)
        ? Optional.empty()
        : flaw(Reason.FIELD_TAKEN, field, "expected an object around it, found something else");
  }

  private Optional<Flaw> flaw(Reason reason, FieldPath field, String detail) {
    return Optional.of(new Flaw(reason, place + field + ": " + detail));
  }

  private static String found(JsonNode value) {
    return value.isContainerNode() ? value.isArray() ? "a list" : "an object" : Printable.quoted(value.asText());
  }

  private static Map<FieldPath, JsonNode> nodes(Map<FieldPath, Literal> literals) {
    Map<FieldPath, JsonNode> nodes = new LinkedHashMap<>();
    literals.forEach((field, literal) -> nodes.put(field, node(literal)));
    return nodes;
  }

  private static JsonNode node(Literal literal) {
    if (literal instanceof Literal.Text text) {
      return JsonNodeFactory.instance.textNode(text.text());
    } else if (literal instanceof Literal.Number number) {
      return JsonNodeFactory.instance.numberNode(number.number());
    }
    return JsonNodeFactory.instance.booleanNode(((Literal.Truth) literal).value());
  }
}
