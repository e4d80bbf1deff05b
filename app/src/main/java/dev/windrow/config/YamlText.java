package dev.windrow.config;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** YAML that is written line by line, without secrets. */
final class YamlText {

  /** What YAML reads as this very text without quotes. */
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_/.]([A-Za-z0-9_/.()+,=:-]*[A-Za-z0-9_/.()+,=-])?");
  private static final Set<String> NULLS = Set.of("null", "Null", "NULL");

  private final Set<String> secretPaths;
  private final StringBuilder out = new StringBuilder();

  /** @param secretPaths where what stands there is not shown */
  YamlText(Set<String> secretPaths) {
    this.secretPaths = secretPaths;
  }

  void line(String line) {
    out.append(line).append('\n');
  }

  void list(String indent, String path, String key, List<String> items) {
    out.append(indent).append(key).append(items.isEmpty() ? ": []\n" : ":\n");
    items(indent + "  ", path + key, items);
  }

  /** @param path of the list */
  void items(String indent, String path, List<String> items) {
    for (int i = 0; i < items.size(); i++) {
      out.append(indent).append("- ").append(shown(path + "[" + i + "]", items.get(i))).append('\n');
    }
  }

  void value(String indent, String path, String key, String text) {
    out.append(indent).append(scalar(key)).append(": ").append(shown(path + key, text)).append('\n');
  }

  /** A text that must not be read as something else, like a number. */
  void text(String indent, String path, String key, String text) {
    String shown = secretPaths.contains(path + key) ? KafkaProperties.HIDDEN : Placeholders.escape(text);
    out.append(indent).append(scalar(key)).append(": ").append(quoted(shown)).append('\n');
  }

  /** Of the configuration's own making, as it is. */
  void plain(String indent, String key, String value) {
    out.append(indent).append(scalar(key)).append(": ").append(value).append('\n');
  }

  private String shown(String path, String text) {
    return scalar(secretPaths.contains(path) ? KafkaProperties.HIDDEN : Placeholders.escape(text));
  }

  private static String scalar(String text) {
    return PLAIN.matcher(text).matches() && !NULLS.contains(text) ? text : quoted(text);
  }

  private static String quoted(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    text.codePoints().forEach(character -> {
      if (character == '"' || character == '\\') {
        quoted.append('\\').appendCodePoint(character);
      } else if (character >= ' ' && character < 0x7f || Character.isLetterOrDigit(character) && character <= 0xffff) {
        quoted.appendCodePoint(character);
      } else {
        quoted.append(String.format(Locale.ROOT, "\\U%08x", character));
      }
    });
    return quoted.append('"').toString();
  }

  @Override
  public String toString() {
    return out.toString();
  }
}
