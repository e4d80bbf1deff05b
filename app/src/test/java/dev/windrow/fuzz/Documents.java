package dev.windrow.fuzz;

import static dev.windrow.fuzz.Tokens.token;

import dev.windrow.event.FieldPath;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** Makes documents for a shape: of the corpus, invented, or changed from those, in ways that keep or break them. */
final class Documents {

  static final long NOW = 1_795_170_930_250L;

  static final String[] NUMBERS = {"0", "-0", "1", "-1", "1.0", "1e0", "100e-2", "57.31298", "0.1", "-12.5e-3", "1E+2", "0.000000001", "0.0000000001",
    "9223372036.854775806", "9223372036.854775807", "-9223372036.854775808", "99999999999", "123456789012345678", "1234567890123456789",
    "18446744073709551616", "1234567890123456789012345678901234", "12345678901234567890123456789012345", "1e400", "1e401", "1e-400", "1e-401",
    "9.999e400", "0.1e401", "10e400", "0e9", "0e999999999999", "1e999999999999", "1e-999999999999", "0.00000000000000000000", "1e21", "1e-7",
    "1000000000000000000000000000000000000000000", "0.1000000000000000000000000000000000000000000", "1e0000000000000000001"};

  static final String[] TIMES = {"1795170930250", "1795170930250.9", "0", "-0", "-0.1", "-1", "1e12", "253402300799999", "253402300799999.5",
    "253402300800000", "1e500", "\"2026-11-20T10:15:30.250Z\"", "\"2026-11-20T10:15:30.123456\"", "\"2026-11-20 11:15:31+01:00\"",
    "\"2026-11-20T10:15\"", "\"2026-11-20t10:15:30z\"", "\"2026-11-20T10:15:30,5-0130\"", "\"2026-11-20T23:59:59+18\"", "\"2026-11-20T10:15:30+18:01\"",
    "\"2026-02-29T00:00\"", "\"2024-02-29T00:00\"", "\"1969-12-31T23:59:59.999\"", "\"1970-01-01T00:00+00:01\"", "\"9999-12-31T23:59:59.999\"",
    "\"9999-12-31T23:59:59-00:01\"", "\"2026-11-20T24:00\"", "\"2026-11-20T10:15:60\"", "\"2026-11-20T10:15:30.\"", "\"2026-11-20T10:15:30+1\"",
    "\"2026\\u002d11-20T10:15:30\"", "\" 2026-11-20T10:15:30\"", "\"2026-11-20\"", "\"\"", "\"1795170930250\"", "null", "true", "{}", "[]"};

  static final String[] TEXTS = {"", "login", "purchase", "é", "\\u00e9", "\\u00E9", "😀", "\\ud83d\\ude00", "\\uD83D\\uDE00", "\\ud83d", "\\ude00\\ud83d",
    "\\n\\t\\\"\\\\\\/\\b\\f\\r", "\\u0000", "\\u001f\\u007f", "a text of just under forty bytes, it is", "a text of exactly forty bytes as it stands", "1",
    "null", "漢字", "\u2028", "\\u0022", "\ufeff", "ﬀ", "\u0080\u07ff\u0800\uffff"};

  static final String[] NUMBER_LIKE = {"+1", "01", "-01", ".5", "1.", "1e", "1e+", "1.e5", "0x10", "NaN", "-Infinity", "1_000", "--1", "1e5.5", "1.2.3", "1f", "00", "-"};

  static final String[] LITERALS = {"true", "false", "null"};

  private static final String[] WORDS = {"True", "nul", "nulll", "undefined", "'a'", "/**/", "//", "{}", "[]", "\"", "\"\\x\"", "\"\\u12\"", "{", "}", "]", ",", ":", "\u0000",
    "\u00a0", "\f", "\u000b", "\ufeff"};

  private final Shape shape;
  private final Random random;
  private final Mutations mutations;
  private final ByteMutations damage;

  Documents(Shape shape, Random random) {
    this.shape = shape;
    this.random = random;
    this.mutations = new Mutations(this, shape, random);
    this.damage = new ByteMutations(random);
  }

  /** A record's value: once in a while null. */
  byte[] next() {
    byte[] document = random.nextInt(3) == 0 ? anyOfTheCorpus() : event();
    return switch (random.nextInt(12)) {
      case 0, 1 -> document;
      case 2 -> damage.mutated(document, 2);
      case 3 -> damage.mutated(mutations.mutated(document), 1);
      case 4 -> random.nextInt(40) == 0 ? null : mutations.spliced(document, random.nextBoolean() ? anyOfTheCorpus() : event());
      default -> mutations.mutated(document);
    };
  }

  /** Good ones as often as all the others. */
  byte[] anyOfTheCorpus() {
    List<Corpus.Entry> choices = random.nextBoolean() ? Corpus.good() : Corpus.entries();
    return choices.get(random.nextInt(choices.size())).document();
  }

  /** A document that has most of the used fields, mostly with good values. */
  byte[] event() {
    StringBuilder json = new StringBuilder("{");
    for (FieldPath path : shape.paths()) {
      if (random.nextInt(8) > 0) {
        json.append(json.length() == 1 ? "" : ",").append(member(path.names(), valueOf(path)));
      }
    }
    if (random.nextBoolean()) {
      json.append(json.length() == 1 ? "" : ",").append("\"more\":").append(value(3));
    }
    return json.append('}').toString().getBytes(StandardCharsets.ISO_8859_1);
  }

  /** Any valid value, as tokens have it. */
  String value(int depth) {
    return switch (random.nextInt(depth == 0 ? 6 : 9)) {
      case 0 -> pick(LITERALS);
      case 1, 2 -> pick(NUMBERS);
      case 3 -> token(pick(TIMES));
      case 4, 5 -> '"' + token(pick(TEXTS)) + '"';
      case 6 -> "[" + value(depth - 1) + "," + value(depth - 1) + "]";
      default -> "{" + name(shape) + ":" + value(depth - 1) + "," + name(shape) + ":" + value(depth - 1) + "}";
    };
  }

  /** A value, or something that is none. */
  String valueOrNot() {
    return switch (random.nextInt(16)) {
      case 0 -> pick(NUMBER_LIKE);
      case 1 -> token(pick(WORDS));
      default -> value(2);
    };
  }

  /** A name, mostly of a used field, in quotation marks. */
  String name(Shape of) {
    return random.nextInt(5) == 0 ? '"' + token(pick(TEXTS)) + '"' : quoted(of.names().get(random.nextInt(of.names().size())));
  }

  String pick(String... choices) {
    return choices[random.nextInt(choices.length)];
  }

  private String member(List<String> names, String value) {
    String rest = names.size() == 1 ? value : "{" + member(names.subList(1, names.size()), value) + "}";
    return quoted(names.get(0)) + ":" + rest;
  }

  private String valueOf(FieldPath path) {
    if (random.nextInt(6) == 0) {
      return value(1);
    }
    boolean time = shape.schema().time().equals(Optional.of(path));
    boolean number = shape.schema().numberFields().contains(path);
    return time ? token(pick(random.nextInt(4) > 0 ? "1795170930250" : pick(TIMES))) : number ? pick(NUMBERS) : '"' + token(pick(TEXTS)) + '"';
  }

  private static String quoted(String name) {
    StringBuilder json = new StringBuilder("\"");
    for (char c : name.toCharArray()) {
      json.append(c < ' ' ? String.format("\\u%04x", (int) c) : c == '"' || c == '\\' ? "\\" + c : c);
    }
    return token(json.append('"').toString());
  }
}
