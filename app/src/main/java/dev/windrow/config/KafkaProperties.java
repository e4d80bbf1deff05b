package dev.windrow.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What is known about Kafka's properties: which of them Windrow sets itself, and which are secrets. */
final class KafkaProperties {

  static final String HIDDEN = "(hidden)";
  static final String BOOTSTRAP_SERVERS = "bootstrap.servers";

  private static final Pattern SECRET =
      Pattern.compile("password|passphrase|secret|token|credentials|sasl\\.jaas\\.config|user\\.info|ssl\\.(.*\\.)?key$|private\\.key");

  /** Kafka Streams takes these before a property, to set it for one of its clients only. */
  private static final List<String> PREFIXES =
      List.of("main.consumer.", "restore.consumer.", "global.consumer.", "consumer.", "producer.", "admin.");

  private static final String BY_WINDROW = "Windrow sets it, its results depend on it";

  /** The properties that go last whatever the user says, each with what to do instead. */
  private static final Map<String, String> FIXED = fixedProperties();

  private KafkaProperties() {}

  /** All properties that Windrow sets itself. */
  static Set<String> fixed() {
    return FIXED.keySet();
  }

  /** Why nobody may set {@code property}; empty when it passes through. */
  static Optional<String> fixed(String property) {
    return Optional.ofNullable(FIXED.get(withoutPrefix(property)));
  }

  /** Whether the name of {@code property} says that its value is a secret. */
  static boolean isSecret(String property) {
    return SECRET.matcher(property.toLowerCase(Locale.ROOT)).find();
  }

  private static String withoutPrefix(String property) {
    return PREFIXES.stream().filter(property::startsWith).findFirst().map(prefix -> property.substring(prefix.length())).orElse(property);
  }

  private static Map<String, String> fixedProperties() {
    Map<String, String> fixed = new LinkedHashMap<>();
    fixed.put("application.id", "use application-id");
    fixed.put("group.id", "use application-id");
    fixed.put("processing.guarantee", "use guarantee");
    fixed.put("isolation.level", "use guarantee");
    fixed.put("commit.interval.ms", "use latency");
    fixed.put("application.server", "use http.advertised");
    fixed.put("state.dir", "use state.dir");
    fixed.put("default.dsl.store", "use state.store");
    fixed.put("dsl.store.suppliers.class", "use state.store");
    fixed.put("buffered.records.per.partition", "a record stands for a whole batch there, so Windrow keeps it small");
    Stream.of(
        "group.protocol", "partition.assignment.strategy", "enable.auto.commit", "auto.offset.reset", "max.task.idle.ms",
        "key.deserializer", "value.deserializer", "key.serializer", "value.serializer", "default.key.serde", "default.value.serde",
        "default.timestamp.extractor", "default.client.supplier", "deserialization.exception.handler",
        "default.deserialization.exception.handler", "processing.exception.handler", "production.exception.handler",
        "default.production.exception.handler", "acks", "enable.idempotence", "transactional.id", "topology.optimization",
        "ensure.explicit.internal.resource.naming", "topic.cleanup.policy", "topic.retention.ms", "topic.retention.bytes")
        .forEach(property -> fixed.put(property, BY_WINDROW));
    return fixed;
  }
}
