package dev.windrow.config;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Replaces {@code ${NAME}} and {@code ${NAME:default}} by environment variables, and {@code ${file:/path}} by the trimmed
 * content of a file. What was put in is not looked at again. Two dollar signs before the brace stand for one, and nothing is
 * replaced.
 */
final class Placeholders {

  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
  private static final String FILE = "file:";
  private static final String FORMS = "${NAME}, ${NAME:default} or ${file:/path}";
  private static final String ESCAPE = "write $${ for a plain ${";

  private final Map<String, String> env;
  private final Problems problems;

  Placeholders(Map<String, String> env, Problems problems) {
    this.env = Map.copyOf(env);
    this.problems = problems;
  }

  /** What they are replaced by. */
  Map<String, String> env() {
    return env;
  }

  /**
   * A text without placeholders.
   *
   * @param secret whether some of it came from a file
   */
  record Resolved(String text, boolean secret) {}

  /** Empty when something can't be replaced; the problems are at {@code path}. */
  Optional<Resolved> resolve(String path, String raw) {
    StringBuilder text = new StringBuilder();
    boolean complete = true;
    boolean secret = false;
    int at = 0;
    while (at < raw.length()) {
      int end = raw.indexOf('}', at);
      if (raw.startsWith("$${", at)) {
        text.append("${");
        at += 3;
      } else if (!raw.startsWith("${", at)) {
        text.append(raw.charAt(at++));
      } else if (end < 0) {
        problems.add(path, "'${' without an end", FORMS, ESCAPE);
        return Optional.empty();
      } else {
        String inside = raw.substring(at + 2, end);
        Optional<String> value = value(path, inside);
        value.ifPresent(text::append);
        complete &= value.isPresent();
        secret |= inside.startsWith(FILE);
        at = end + 1;
      }
    }
    return complete ? Optional.of(new Resolved(text.toString(), secret)) : Optional.empty();
  }

  /** The text that {@link #resolve} turns into {@code text}. */
  static String escape(String text) {
    return text.replace("${", "$${");
  }

  private Optional<String> value(String path, String inside) {
    return inside.startsWith(FILE) ? content(path, inside.substring(FILE.length())) : variable(path, inside);
  }

  private Optional<String> variable(String path, String inside) {
    int colon = inside.indexOf(':');
    String name = colon < 0 ? inside : inside.substring(0, colon);
    if (!NAME.matcher(name).matches()) {
      problems.add(path, Problem.quote("${" + inside + "}"), FORMS, ESCAPE);
      return Optional.empty();
    }
    Optional<String> byDefault = colon < 0 ? Optional.empty() : Optional.of(inside.substring(colon + 1));
    Optional<String> value = Optional.ofNullable(env.get(name)).or(() -> byDefault);
    if (value.isEmpty()) {
      problems.add(path, "no such variable", "the environment variable " + name, "set it, or give a default: ${" + name + ":…}");
    }
    return value;
  }

  private Optional<String> content(String path, String file) {
    try {
      return TextFile.read(Path.of(file), path, problems).map(String::strip);
    } catch (InvalidPathException e) {
      problems.add(path, Problem.quote(file), "the path of a file", e.getReason());
      return Optional.empty();
    }
  }
}
