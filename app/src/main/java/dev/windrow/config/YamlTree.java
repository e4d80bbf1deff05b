package dev.windrow.config;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import dev.windrow.config.Node.Mapping;
import dev.windrow.config.Node.Nothing;
import dev.windrow.config.Node.Scalar;
import dev.windrow.config.Node.Sequence;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yaml.snakeyaml.error.MarkedYAMLException;

/**
 * Reads one YAML document. Scalars keep the text that was written, whatever YAML takes it for. Anchors and aliases work;
 * keys that occur twice, tags and further documents are problems.
 */
final class YamlTree {

  private final YAMLParser parser;
  private final Problems problems;
  private final Map<String, Node> anchors = new HashMap<>();

  private YamlTree(YAMLParser parser, Problems problems) {
    this.parser = parser;
    this.problems = problems;
  }

  /** The document, {@link Nothing} when there is none; or empty when it can't be parsed, with the problem at {@code source}. */
  static Optional<Node> parse(String yaml, String source, Problems problems) {
    try (YAMLParser parser = new YAMLFactory().createParser(yaml)) {
      return Optional.of(new YamlTree(parser, problems).document(source));
    } catch (JacksonException e) {
      problems.add(source + position(e), "a syntax error (" + reason(e) + ")", "YAML", "");
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException("reading from a string", e);
    }
  }

  private Node document(String source) throws IOException {
    Node root = parser.nextToken() == null ? new Nothing() : node("");
    if (parser.nextToken() != null) {
      problems.add(source, "a second one after '---'", "one YAML document", "");
    }
    return root;
  }

  /** Reads from the current token on; at the end, its last token is the current one. */
  private Node node(String path) throws IOException {
    String anchor = parser.getObjectId();
    rejectTag(path);
    Node node = content(path);
    if (anchor != null && !parser.isCurrentAlias()) {
      anchors.put(anchor, node);
    }
    return node;
  }

  private Node content(String path) throws IOException {
    JsonToken token = parser.currentToken();
    if (parser.isCurrentAlias()) {
      return alias(path);
    }
    return switch (token) {
      case START_OBJECT -> mapping(path);
      case START_ARRAY -> sequence(path);
      case VALUE_NULL -> new Nothing();
      default -> new Scalar(parser.getText(), token == JsonToken.VALUE_STRING);
    };
  }

  private Mapping mapping(String path) throws IOException {
    Map<String, Node> entries = new LinkedHashMap<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String key = parser.currentName();
      String keyPath = path.isEmpty() ? key : path + "." + key;
      int line = parser.currentTokenLocation().getLineNr();
      parser.nextToken();
      if (entries.put(key, node(keyPath)) != null) {
        problems.add(keyPath, "it again in line " + line, "the key once", "");
      }
    }
    return new Mapping(entries);
  }

  private Sequence sequence(String path) throws IOException {
    List<Node> items = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      items.add(node(path + "[" + items.size() + "]"));
    }
    return new Sequence(items);
  }

  private Node alias(String path) throws IOException {
    Node target = anchors.get(parser.getText());
    if (target == null) {
      problems.add(path, Problem.quote("*" + parser.getText()), "an alias of an anchor further up", "");
      return new Nothing();
    }
    return target;
  }

  private void rejectTag(String path) throws IOException {
    String tag = parser.getTypeId();
    if (tag != null && !tag.startsWith("tag:yaml.org,2002:")) {
      problems.add(path, "the tag " + Problem.quote("!" + tag), "a value without a tag", "");
    }
  }

  private static String position(JacksonException e) {
    if (e.getCause() instanceof MarkedYAMLException marked && marked.getProblemMark() != null) {
      return ", line " + (marked.getProblemMark().getLine() + 1) + ", column " + (marked.getProblemMark().getColumn() + 1);
    }
    return e.getLocation() == null ? "" : ", line " + e.getLocation().getLineNr() + ", column " + e.getLocation().getColumnNr();
  }

  /** Not the parser's whole message: that quotes lines of the file, which may hold a secret. */
  private static String reason(JacksonException e) {
    if (e.getCause() instanceof MarkedYAMLException marked) {
      return marked.getProblem();
    }
    String message = String.valueOf(e.getOriginalMessage());
    return message.startsWith("Expected a field name") ? "a key that is a list or a map" : message;
  }
}
