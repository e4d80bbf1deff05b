package dev.windrow.fuzz;

import static dev.windrow.fuzz.Tokens.token;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.IntPredicate;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/** Changes to documents that know what JSON looks like; most of them keep a valid document valid. */
final class Mutations {

  private static final String[] BLANKS = {" ", "\n", "\r\n", "\t", "  \t ", " ".repeat(9)};
  private static final String[] NO_BLANKS = {"\f", "\u000b", "\u00a0", "\u2028", "\u0000", "\ufeff", "\u0085", "\u3000"};
  private static final String FILLERS = "aé漢😀";

  private final Documents documents;
  private final Shape shape;
  private final Random random;

  Mutations(Documents documents, Shape shape, Random random) {
    this.documents = documents;
    this.shape = shape;
    this.random = random;
  }

  /** The document with one to four changes. */
  byte[] mutated(byte[] document) {
    byte[] mutated = document;
    for (int changes = 1 + random.nextInt(4); changes > 0; changes--) {
      List<String> tokens = Tokens.of(mutated);
      change(tokens);
      mutated = Tokens.join(tokens);
    }
    return mutated;
  }

  /** The beginning of one and the end of the other, or one behind the other, or one inside the other. */
  byte[] spliced(byte[] one, byte[] other) {
    List<String> front = Tokens.of(one);
    List<String> back = Tokens.of(other);
    int from = random.nextInt(front.size() + 1);
    switch (random.nextInt(3)) {
      case 0 -> front = new ArrayList<>(front.subList(0, from));
      case 1 -> replaceOne(front, Tokens::isValue, whole -> new ArrayList<>());
      default -> from = front.size();
    }
    List<String> spliced = new ArrayList<>(front.subList(0, Math.min(from, front.size())));
    spliced.addAll(back.subList(random.nextInt(2) * random.nextInt(back.size() + 1), back.size()));
    spliced.addAll(front.subList(Math.min(from, front.size()), front.size()));
    return Tokens.join(spliced);
  }

  private void change(List<String> tokens) {
    switch (random.nextInt(25)) {
      case 0, 1 -> replaceOne(tokens, Tokens::isValue, old -> List.of(documents.valueOrNot()));
      case 2 -> replaceToken(tokens, token -> true, old -> documents.valueOrNot());
      case 3, 4, 16, 17 -> insertMember(tokens, List.of(documents.name(shape), ":", documents.value(2)));
      case 5, 18, 19 -> duplicateMember(tokens);
      case 6, 20 -> deleteMember(tokens);
      case 7, 21 -> rename(tokens);
      case 8 -> nest(tokens);
      case 9, 10 -> replaceToken(tokens, Tokens::isNumber, this::otherNumber);
      case 11, 12 -> replaceToken(tokens, Tokens::isString, this::otherEscapes);
      case 13 -> replaceToken(tokens, Tokens::isString, this::otherLength);
      case 14, 22, 23, 24 -> tokens.add(random.nextInt(tokens.size() + 1), documents.pick(BLANKS));
      default -> tokens.add(random.nextInt(tokens.size() + 1), token(documents.pick(random.nextInt(3) == 0 ? NO_BLANKS : BLANKS)));
    }
  }

  private interface Replacement {
    List<String> of(List<String> old);
  }

  private interface Text {
    String of(String old);
  }

  /** Replaces a whole value or member that begins with such a token. */
  private void replaceOne(List<String> tokens, Predicate<String> begin, Replacement replacement) {
    int at = any(tokens, index -> begin.test(tokens.get(index)));
    if (at >= 0) {
      List<String> old = tokens.subList(at, Tokens.isName(tokens, at) ? at + 1 : Tokens.end(tokens, at));
      List<String> replaced = replacement.of(List.copyOf(old));
      old.clear();
      tokens.addAll(at, replaced);
    }
  }

  private void replaceToken(List<String> tokens, Predicate<String> which, Text replacement) {
    int at = any(tokens, index -> which.test(tokens.get(index)));
    if (at >= 0) {
      tokens.set(at, replacement.of(tokens.get(at)));
    }
  }

  /** Behind another member, with a comma, or alone in an empty object. */
  private void insertMember(List<String> tokens, List<String> member) {
    int other = any(tokens, index -> Tokens.isName(tokens, index));
    int brace = any(tokens, index -> tokens.get(index).equals("{"));
    if (other >= 0) {
      int end = Tokens.end(tokens, other);
      tokens.addAll(end, member);
      tokens.add(end, ",");
    } else if (brace >= 0) {
      tokens.addAll(brace + 1, member);
    }
  }

  private void duplicateMember(List<String> tokens) {
    int at = any(tokens, index -> Tokens.isName(tokens, index));
    if (at >= 0) {
      List<String> member = new ArrayList<>(tokens.subList(at, Tokens.end(tokens, at)));
      if (random.nextBoolean()) {
        member = new ArrayList<>(List.of(member.get(0), ":", documents.value(2)));
      }
      if (random.nextInt(3) == 0) {
        member.set(0, otherEscapes(member.get(0)));
      }
      insertMember(tokens, member);
    }
  }

  /** With the comma behind it, or before it where there is none; to be put elsewhere now and then. */
  private void deleteMember(List<String> tokens) {
    int at = any(tokens, index -> Tokens.isName(tokens, index));
    if (at < 0) {
      return;
    }
    List<String> span = tokens.subList(at, Tokens.end(tokens, at));
    List<String> member = List.copyOf(span);
    span.clear();
    int next = Tokens.afterBlanks(tokens, at);
    if (next < tokens.size() && tokens.get(next).equals(",")) {
      tokens.remove(next);
    } else if (at > 0 && tokens.get(at - 1).equals(",")) {
      tokens.remove(at - 1);
    }
    if (random.nextBoolean()) {
      insertMember(tokens, member);
    }
  }

  private void rename(List<String> tokens) {
    int at = any(tokens, index -> Tokens.isName(tokens, index));
    if (at >= 0) {
      tokens.set(at, documents.name(shape));
    }
  }

  /** Puts brackets around a value, up to a little more than may be. */
  private void nest(List<String> tokens) {
    int levels = random.nextInt(3) > 0 ? 1 + random.nextInt(3) : shape.schema().limits().depth() - 3 + random.nextInt(5);
    boolean objects = random.nextBoolean();
    String open = objects ? "{" + documents.name(shape) + ":" : "[";
    String close = objects ? "}" : "]";
    replaceOne(tokens, Tokens::isValue, value -> {
      String inner = random.nextInt(3) == 0 ? "" : String.join("", value);
      String middle = inner.isEmpty() && objects ? "0" : inner;
      return List.of(open.repeat(Math.max(0, levels)) + middle + close.repeat(Math.max(0, levels)));
    });
  }

  private String otherNumber(String number) {
    int at = random.nextInt(number.length() + 1);
    return switch (random.nextInt(9)) {
      case 0 -> number.startsWith("-") ? number.substring(1) : "-" + number;
      case 1 -> number + "e" + (random.nextInt(810) - 405);
      case 2 -> number + "0".repeat(random.nextInt(random.nextInt(20) == 0 ? 500 : 40));
      case 3 -> number + (number.contains(".") ? "" : ".") + "0".repeat(random.nextInt(30)) + random.nextInt(10);
      case 4 -> inserted(number, at, Integer.toString(random.nextInt(10)));
      case 5 -> inserted(number, at, documents.pick(".", "e", "E", "-", "+", "e+", "E-", "00", "_", "x"));
      case 6 -> number.length() > 1 ? number.substring(0, number.length() - 1) : number;
      case 7 -> digits(1 + random.nextInt(37));
      default -> documents.pick(Documents.NUMBERS);
    };
  }

  private String digits(int count) {
    StringBuilder digits = new StringBuilder(documents.pick("", "-", "1", "9"));
    IntStream.range(0, count).forEach(digit -> digits.append(random.nextInt(10)));
    if (random.nextBoolean()) {
      digits.insert(digits.length() - random.nextInt(count), ".");
    }
    return digits.toString();
  }

  /** Writes one of the characters as an escape: its own, or another's. */
  private String otherEscapes(String string) {
    if (string.length() < 3) {
      return "\"\\u" + documents.pick("0041", "d800", "dc00", "0000", "00e9", "FFFF", "") + "\"";
    }
    int at = 1 + random.nextInt(string.length() - 2);
    char c = string.charAt(at);
    boolean plain = c < 0x80 && c != '\\' && string.charAt(at - 1) != '\\';
    String escape = String.format(random.nextBoolean() ? "\\u%04x" : "\\u%04X", (int) c);
    return switch (random.nextInt(6)) {
      case 0 -> inserted(string, at, documents.pick("\\", "\\u", "\\n", "\\/", "\\ud83d", "\\ude00", "\\ud83d\\ude00", "\\u0000", "\\x", "\\U0041", "\\u00g0"));
      case 1 -> inserted(string, at, documents.pick("\n", "\t", "\u0000", "\u001f", "\u007f", "'", "\"", token("é"), token("😀"), "\u00ed\u00a0\u0080", "\u00c0\u0080"));
      default -> plain ? string.substring(0, at) + escape + string.substring(at + 1) : string;
    };
  }

  /** A string around the longest that may be, counted in bytes. */
  private String otherLength(String string) {
    int limit = Math.min(2_000, shape.schema().limits().stringBytes());
    StringBuilder filler = new StringBuilder();
    int length = Math.max(0, limit - string.length() + 1 + random.nextInt(4));
    int codePoint = FILLERS.codePoints().toArray()[random.nextInt(4)];
    String character = random.nextInt(4) == 0 ? documents.pick("\\\"", "\\\\", "\\u00e9") : token(Character.toString(codePoint));
    while (filler.length() < length) {
      filler.append(character);
    }
    return inserted(string, Math.min(1, string.length()), filler.toString());
  }

  private int any(List<String> tokens, IntPredicate which) {
    int[] fitting = IntStream.range(0, tokens.size()).filter(which).toArray();
    return fitting.length == 0 ? -1 : fitting[random.nextInt(fitting.length)];
  }

  private static String inserted(String text, int at, String more) {
    return text.substring(0, at) + more + text.substring(at);
  }
}
