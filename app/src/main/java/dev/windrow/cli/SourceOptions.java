package dev.windrow.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import picocli.CommandLine.Option;

/** What the command line says of the one source that it reads, as the configuration has it. */
final class SourceOptions {

  private static final ObjectMapper JSON = new ObjectMapper();

  @Option(names = "--name", paramLabel = "NAME", description = "Names what is kept of it, so that a second start goes on where the first ended (default: the command's).")
  private String name;

  @Option(names = "--topic", paramLabel = "TOPIC", description = "Where its records go (default: the first input topic).")
  private String topic;

  @Option(names = "--key", paramLabel = "FIELD", description = "The field whose value becomes the key of a record.")
  private String key;

  @Option(names = "--every", paramLabel = "DURATION", description = "Read again, so long after the end of each run, as in 30s.")
  private String every;

  /** A setting of the configuration: this one source, which reads what {@code extract} says. */
  List<String> sets(String kind, ObjectNode extract) {
    ObjectNode source = JSON.createObjectNode();
    put(source, "name", name == null ? kind : name);
    put(source, "topic", topic);
    put(source, "key", key);
    put(source, "every", every);
    source.set(kind, extract);
    try {
      // JSON is YAML.
      return List.of("sources=" + JSON.writeValueAsString(JSON.createArrayNode().add(source)));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("expected a tree that can be written, found " + e.getOriginalMessage(), e);
    }
  }

  static ObjectNode extract() {
    return JSON.createObjectNode();
  }

  /** What was not given is left out; what was is taken as it is. */
  static void put(ObjectNode to, String key, String value) {
    if (value != null) {
      to.put(key, plain(value));
    }
  }

  static void put(ObjectNode to, String key, List<String> values) {
    ArrayNode all = to.putArray(key);
    values.forEach(value -> all.add(plain(value)));
  }

  /** The configuration would look for a variable. */
  private static String plain(String value) {
    return value.replace("${", "$${");
  }
}
