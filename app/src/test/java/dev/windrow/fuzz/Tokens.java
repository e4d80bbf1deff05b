package dev.windrow.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A document cut into tokens, whether it is valid or not: strings with their quotation marks, brackets, commas and colons, runs of
 * blanks, and runs of anything else, such as numbers. Joined they are the document again. Bytes are held as characters of Latin-1, so that nothing is lost.
 */
final class Tokens {

  private static final String PUNCTUATION = "{}[],:";
  private static final String BLANKS = " \t\r\n";

  private Tokens() {
  }

  /** The tokens of a document; the list may be changed. */
  static List<String> of(byte[] document) {
    String text = new String(document, StandardCharsets.ISO_8859_1);
    List<String> tokens = new ArrayList<>();
    for (int from = 0; from < text.length();) {
      int to = end(text, from);
      tokens.add(text.substring(from, to));
      from = to;
    }
    return tokens;
  }

  static byte[] join(List<String> tokens) {
    return String.join("", tokens).getBytes(StandardCharsets.ISO_8859_1);
  }

  /** Text as it stands in tokens. */
  static String token(String text) {
    return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
  }

  static boolean isBlank(String token) {
    return BLANKS.indexOf(token.charAt(0)) >= 0;
  }

  static boolean isString(String token) {
    return token.charAt(0) == '"';
  }

  static boolean isNumber(String token) {
    char c = token.charAt(0);
    return c == '-' || c >= '0' && c <= '9';
  }

  /** Whether a value begins with this token. */
  static boolean isValue(String token) {
    return !isBlank(token) && "}],:".indexOf(token.charAt(0)) < 0;
  }

  /** Whether the token is a name: a string before a colon. */
  static boolean isName(List<String> tokens, int at) {
    int next = afterBlanks(tokens, at + 1);
    return isString(tokens.get(at)) && next < tokens.size() && tokens.get(next).equals(":");
  }

  /** Index behind the value or the member that begins here. */
  static int end(List<String> tokens, int at) {
    if (isName(tokens, at)) {
      int value = afterBlanks(tokens, afterBlanks(tokens, at + 1) + 1);
      return value < tokens.size() ? valueEnd(tokens, value) : tokens.size();
    }
    return valueEnd(tokens, at);
  }

  static int afterBlanks(List<String> tokens, int at) {
    int next = at;
    while (next < tokens.size() && isBlank(tokens.get(next))) {
      next++;
    }
    return next;
  }

  private static int valueEnd(List<String> tokens, int at) {
    int depth = 0;
    int end = at;
    do {
      char c = tokens.get(end++).charAt(0);
      depth += c == '{' || c == '[' ? 1 : c == '}' || c == ']' ? -1 : 0;
    } while (depth > 0 && end < tokens.size());
    return end;
  }

  private static int end(String text, int from) {
    char first = text.charAt(from);
    if (first == '"') {
      return stringEnd(text, from + 1);
    }
    if (PUNCTUATION.indexOf(first) >= 0) {
      return from + 1;
    }
    boolean blank = BLANKS.indexOf(first) >= 0;
    int to = from + 1;
    while (to < text.length() && BLANKS.indexOf(text.charAt(to)) >= 0 == blank && (blank || isPlain(text.charAt(to)))) {
      to++;
    }
    return to;
  }

  private static boolean isPlain(char c) {
    return c != '"' && PUNCTUATION.indexOf(c) < 0;
  }

  private static int stringEnd(String text, int from) {
    int to = from;
    while (to < text.length() && text.charAt(to) != '"') {
      to += text.charAt(to) == '\\' ? 2 : 1;
    }
    return Math.min(text.length(), to + 1);
  }
}
