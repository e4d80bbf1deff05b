package dev.windrow.fuzz;

import dev.windrow.event.EventSchema;
import dev.windrow.event.Limits;
import dev.windrow.event.RawRecord;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * Mistakes that a decoder could make and the fuzz test must notice. Each is the real decoder behind a wrapper that changes the documents which
 * reach it, the limits that it is told, or the outcomes that it gives.
 */
enum DecoderMutant {
  ACCEPTS_TRAILING_COMMA(documents(text -> text.replaceAll(",(\\s*[}\\]])", "$1"))),
  ACCEPTS_GARBAGE_BEHIND_THE_OBJECT(documents(text -> text.startsWith("{") && text.contains("}") ? text.substring(0, text.lastIndexOf('}') + 1) : text)),
  ACCEPTS_LEADING_ZEROS(tokens(token -> Tokens.isNumber(token) ? token.replaceFirst("^(-?)0+(?=[0-9])", "$1") : token)),
  ACCEPTS_A_POINT_AT_THE_END(tokens(token -> Tokens.isNumber(token) && token.endsWith(".") ? token + "0" : token)),
  ACCEPTS_UNKNOWN_ESCAPES(tokens(token -> Tokens.isString(token) ? token.replaceAll("(?<!\\\\)\\\\([xq'0])", "$1") : token)),
  ACCEPTS_CONTROL_CHARACTERS(tokens(token -> Tokens.isString(token) ? token.replaceAll("[\\x00-\\x1f]", " ") : token)),
  ACCEPTS_OTHER_BLANKS(tokens(token -> token.replace('\f', ' ').replace('\u000b', ' '))),
  LETS_INVALID_UTF8_THROUGH(documents(text -> new String(
      new String(latin1(text), StandardCharsets.UTF_8).getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1))),
  SKIPS_A_BYTE_ORDER_MARK(documents(text -> text.startsWith("\u00ef\u00bb\u00bf") ? text.substring(3) : text)),
  KEEPS_THE_FIRST_DUPLICATE(documents(DecoderMutant::withoutLaterDuplicates)),
  DROPS_DIGITS_PAST_18(tokens(token -> token.matches("-?[0-9]{19,}") ? token.substring(0, 18) + "0".repeat(token.length() - 18) : token)),
  ROUNDS_NUMBERS_TO_DOUBLES(tokens(token -> token.matches("-?[1-9][0-9]*\\.[0-9]+") ? Double.toString(Double.parseDouble(token)) : token)),
  KNOWS_NO_NAMES_WITH_ESCAPES(tokens(token -> token.startsWith("\"\\u00") ? "\"?" + token.substring(1) : token)),
  TAKES_NULL_FOR_ZERO(tokens(token -> token.equals("null") ? "0" : token)),
  TAKES_HALF_A_PAIR_FOR_A_CHARACTER(tokens(token -> token.replaceAll("\\\\u[dD][89aAbB]..\"", "?\""))),
  ALLOWS_ONE_LEVEL_MORE(limits(limits -> new Limits(limits.recordBytes(), limits.depth() + 1, limits.stringBytes()))),
  ALLOWS_ONE_BYTE_MORE_IN_STRINGS(limits(limits -> new Limits(limits.recordBytes(), limits.depth(), limits.stringBytes() + 1))),
  ALLOWS_ONE_BYTE_LESS_IN_RECORDS(limits(limits -> new Limits(limits.recordBytes() - 1, limits.depth(), limits.stringBytes()))),
  FORGETS_TO_RESET_A_COLUMN(outcomes(DecoderMutant::withNumbersOfTheRowBefore)),
  LOSES_THE_ROW_AFTER_GARBAGE(outcomes(DecoderMutant::withoutTheRowAfterGarbage)),
  THROWS_ON_WHAT_IS_TOO_DEEP(outcomes(found -> {
    if (found.stream().anyMatch(outcome -> outcome.verdict().equals("too-deep"))) {
      throw new IllegalStateException("too deep");
    }
    return found;
  }));

  private final Function<Shape, Decoding> decoding;

  DecoderMutant(Function<Shape, Decoding> decoding) {
    this.decoding = decoding;
  }

  Decoding of(Shape shape) {
    return decoding.apply(shape);
  }

  private static Function<Shape, Decoding> documents(UnaryOperator<String> change) {
    return shape -> new Changed(shape.schema(), change, UnaryOperator.identity());
  }

  private static Function<Shape, Decoding> tokens(UnaryOperator<String> change) {
    return documents(text -> String.join("", Tokens.of(latin1(text)).stream().map(change).toList()));
  }

  private static Function<Shape, Decoding> limits(UnaryOperator<Limits> change) {
    return shape -> new Changed(shape.with(change.apply(shape.schema().limits())), UnaryOperator.identity(), UnaryOperator.identity());
  }

  private static Function<Shape, Decoding> outcomes(UnaryOperator<List<Outcome>> change) {
    return shape -> new Changed(shape.schema(), UnaryOperator.identity(), change);
  }

  private static byte[] latin1(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  /** Of the outermost object. */
  private static String withoutLaterDuplicates(String text) {
    List<String> tokens = Tokens.of(latin1(text));
    Set<String> names = new HashSet<>();
    int at = tokens.isEmpty() ? 0 : Tokens.afterBlanks(tokens, 0) + 1;
    while (at < tokens.size()) {
      boolean isName = Tokens.isName(tokens, at);
      int end = isName ? Tokens.end(tokens, at) : at + 1;
      if (isName && !names.add(tokens.get(at)) && tokens.get(at - 1).equals(",")) {
        tokens.subList(at - 1, end).clear();
      } else {
        at = end;
      }
    }
    return String.join("", tokens);
  }

  private static List<Outcome> withNumbersOfTheRowBefore(List<Outcome> found) {
    List<Outcome> changed = new ArrayList<>(found.subList(0, 1));
    for (int row = 1; row < found.size(); row++) {
      List<String> values = new ArrayList<>(found.get(row).values());
      List<String> before = found.get(row - 1).values();
      for (int i = 0; i < Math.min(values.size(), before.size()); i++) {
        values.set(i, values.get(i).equals(Outcome.NO_NUMBER) ? before.get(i) : values.get(i));
      }
      changed.add(new Outcome(found.get(row).verdict(), found.get(row).time(), values));
    }
    return changed;
  }

  private static List<Outcome> withoutTheRowAfterGarbage(List<Outcome> found) {
    List<Outcome> changed = new ArrayList<>(found);
    for (int row = 1; row < found.size(); row++) {
      if (found.get(row - 1).verdict().equals("not-json")) {
        changed.set(row, found.get(row - 1));
      }
    }
    return changed;
  }

  private static final class Changed implements Decoding {

    private final EventSchema schema;
    private final Decoding decoding;
    private final UnaryOperator<String> document;
    private final UnaryOperator<List<Outcome>> outcomes;

    private Changed(EventSchema schema, UnaryOperator<String> document, UnaryOperator<List<Outcome>> outcomes) {
      this.schema = schema;
      this.decoding = new EventDecoding(schema);
      this.document = document;
      this.outcomes = outcomes;
    }

    @Override
    public List<Outcome> frame(List<RawRecord> records) {
      return outcomes.apply(decoding.frame(records.stream().map(this::changed).toList()));
    }

    @Override
    public Outcome plain(RawRecord record) {
      return decoding.plain(changed(record));
    }

    /** What is too large already must not become small enough. */
    private RawRecord changed(RawRecord record) {
      boolean read = record.value() != null && record.value().length <= schema.limits().recordBytes();
      byte[] value = read ? latin1(document.apply(new String(record.value(), StandardCharsets.ISO_8859_1))) : record.value();
      return new RawRecord(record.key(), value, record.headers(), record.offset(), record.timestamp());
    }
  }
}
