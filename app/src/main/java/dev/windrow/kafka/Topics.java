package dev.windrow.kafka;

import dev.windrow.config.Aggregation;
import dev.windrow.config.Config;
import dev.windrow.config.Sink;
import dev.windrow.config.Source;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Creates the topics that are missing, before the service starts; {@link Inspection} checks those that exist. */
public final class Topics {

  /** For topics that we create: a group key may be nearly as long as an event, and stands in a result twice. */
  public static final int MAX_MESSAGE_BYTES = 4 << 20;

  private static final int KAFKAS_MAX_MESSAGE_BYTES = 1_048_588;

  private static final Logger log = LoggerFactory.getLogger(Topics.class);

  private final Admin admin;
  private final Config config;

  public Topics(Admin admin, Config config) {
    this.admin = admin;
    this.config = config;
  }

  /**
   * What was found, or created.
   *
   * @param mergePartitions partitions of the topic between the stages
   * @param sideRecordBytes how large a record of the late and dead-letter topics may be
   */
  public record Prepared(int mergePartitions, int sideRecordBytes) {}

  /**
   * Makes sure that all topics are there; {@code partialsTopic} is only looked at, Kafka Streams creates it.
   *
   * @throws ExecutionException when Kafka refuses or does not answer; the cause says why
   */
  public Prepared prepare(String partialsTopic) throws ExecutionException, InterruptedException {
    Map<String, TopicDescription> existing = describe(allTopics(partialsTopic));
    int mergePartitions = mergePartitions(existing.get(partialsTopic));
    List<NewTopic> wanted = new ArrayList<>(topics(config.input().topics(), config.input().partitions(), Map.of()));
    wanted.addAll(topics(List.of(config.input().late(), config.input().deadLetters()), mostInputPartitions(existing), Map.of()));
    wanted.addAll(topics(outputs(), mergePartitions, Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT)));
    wanted.addAll(topics(OffsetsTopic.of(config).map(OffsetsTopic::topic).stream().toList(), OffsetsTopic.PARTITIONS, OffsetsTopic.SETTINGS));
    createMissing(existing, wanted);
    return new Prepared(mergePartitions, sideRecordBytes(existing));
  }

  /**
   * Makes sure that the topics are there to which sources write, and the one with their positions.
   *
   * @throws ExecutionException when Kafka refuses or does not answer; the cause says why
   */
  public void prepareSources() throws ExecutionException, InterruptedException {
    Set<String> topics = new LinkedHashSet<>();
    for (Source source : config.ingest().sources()) {
      topics.add(source.topic());
      topics.add(source.deadLetters());
    }
    String positions = PositionsTopic.name(config.applicationId());
    Map<String, TopicDescription> existing = describe(Stream.concat(topics.stream(), Stream.of(positions)).toList());
    List<NewTopic> wanted = new ArrayList<>(topics(topics, config.input().partitions(), Map.of()));
    wanted.addAll(topics(List.of(positions), PositionsTopic.PARTITIONS, PositionsTopic.SETTINGS));
    createMissing(existing, wanted);
  }

  /**
   * Makes sure that the topics are there for what sinks cannot load.
   *
   * @throws ExecutionException when Kafka refuses or does not answer; the cause says why
   */
  public void prepareSinks() throws ExecutionException, InterruptedException {
    Set<String> topics = new LinkedHashSet<>(config.sinks().stream().map(Sink::deadLetters).toList());
    createMissing(describe(topics), topics(topics, config.input().partitions(), Map.of()));
  }

  private int mostInputPartitions(Map<String, TopicDescription> existing) {
    return config.input().topics().stream()
        .map(existing::get)
        .mapToInt(found -> found == null ? config.input().partitions() : found.partitions().size())
        .max().orElse(0);
  }

  /** An application keeps the number that it was first started with. */
  private int mergePartitions(TopicDescription partials) {
    return partials == null ? config.state().mergePartitions() : partials.partitions().size();
  }

  private static List<NewTopic> topics(Collection<String> names, int partitions, Map<String, String> settings) {
    Map<String, String> all = new TreeMap<>(settings);
    all.put(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Integer.toString(MAX_MESSAGE_BYTES));
    return names.stream().map(name -> new NewTopic(name, Optional.of(partitions), Optional.<Short>empty()).configs(all)).toList();
  }

  /** All at once: each request takes the time of a few writes to a disk. A topic that is wanted for two uses is created for the first. */
  private void createMissing(Map<String, TopicDescription> existing, List<NewTopic> wanted) throws ExecutionException, InterruptedException {
    Map<String, NewTopic> missing = new LinkedHashMap<>();
    wanted.stream().filter(topic -> !existing.containsKey(topic.name())).forEach(topic -> missing.putIfAbsent(topic.name(), topic));
    Map<String, KafkaFuture<Void>> created = admin.createTopics(missing.values()).values();
    for (NewTopic topic : missing.values()) {
      awaitCreated(topic, created.get(topic.name()));
    }
  }

  private static void awaitCreated(NewTopic topic, KafkaFuture<Void> created) throws ExecutionException, InterruptedException {
    try {
      created.get();
      log.info("created topic {} with {} partitions", topic.name(), topic.numPartitions());
    } catch (ExecutionException failure) {
      // Another instance that starts at the same time may have been quicker.
      if (!(failure.getCause() instanceof TopicExistsException)) {
        throw failure;
      }
    }
  }

  private Map<String, TopicDescription> describe(Collection<String> topics) throws ExecutionException, InterruptedException {
    Map<String, TopicDescription> found = new TreeMap<>();
    for (var description : admin.describeTopics(topics).topicNameValues().entrySet()) {
      try {
        found.put(description.getKey(), description.getValue().get());
      } catch (ExecutionException failure) {
        if (!(failure.getCause() instanceof UnknownTopicOrPartitionException)) {
          throw failure;
        }
      }
    }
    return found;
  }

  /** The smallest limit of the topics that late events and dead letters go to; those that were just created have ours. */
  private int sideRecordBytes(Map<String, TopicDescription> existing) throws ExecutionException, InterruptedException {
    List<ConfigResource> topics = Stream.of(config.input().late(), config.input().deadLetters())
        .filter(existing::containsKey)
        .map(topic -> new ConfigResource(ConfigResource.Type.TOPIC, topic))
        .toList();
    int smallest = MAX_MESSAGE_BYTES;
    for (KafkaFuture<org.apache.kafka.clients.admin.Config> settings : admin.describeConfigs(topics).values().values()) {
      smallest = Math.min(smallest, maxMessageBytes(settings));
    }
    return smallest;
  }

  /** Kafka's default where we may not look. */
  private static int maxMessageBytes(KafkaFuture<org.apache.kafka.clients.admin.Config> settings) throws ExecutionException, InterruptedException {
    try {
      return Integer.parseInt(settings.get().get(TopicConfig.MAX_MESSAGE_BYTES_CONFIG).value());
    } catch (ExecutionException failure) {
      if (failure.getCause() instanceof AuthorizationException) {
        return KAFKAS_MAX_MESSAGE_BYTES;
      }
      throw failure;
    }
  }

  private Set<String> allTopics(String partialsTopic) {
    Set<String> topics = new LinkedHashSet<>(config.input().topics());
    topics.add(config.input().late());
    topics.add(config.input().deadLetters());
    topics.addAll(outputs());
    topics.add(partialsTopic);
    OffsetsTopic.of(config).map(OffsetsTopic::topic).ifPresent(topics::add);
    return topics;
  }

  private Set<String> outputs() {
    Set<String> outputs = new LinkedHashSet<>();
    config.aggregations().stream().map(Aggregation::output).forEach(outputs::add);
    return outputs;
  }
}
