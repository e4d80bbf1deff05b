package dev.windrow.kafka;

import dev.windrow.ops.Finding;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.DescribeConsumerGroupsOptions;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.FinalizedVersionRange;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.errors.UnsupportedVersionException;

/**
 * Reads a {@link ClusterView}. A broker that does not tell something, because we may not ask or because it is somebody's
 * managed one, is not a failure: that goes to the list of what could not be checked.
 */
final class ClusterReader {

  static final String TRANSACTION_VERSION = "transaction.version";

  private final Admin admin;
  private final List<Finding> unchecked = new ArrayList<>();
  private final Set<String> denied = new HashSet<>();

  ClusterReader(Admin admin) {
    this.admin = admin;
  }

  /** Reads all there is to know about {@code topics} and their brokers; ExecutionException when Kafka does not answer. */
  ClusterView read(Collection<String> topics, String group) throws ExecutionException, InterruptedException {
    Collection<Node> nodes = admin.describeCluster().nodes().get();
    Map<String, ClusterView.Topic> found = topics(topics);
    return new ClusterView(nodes.size(), transactionVersion(), brokerSettings(nodes), group(group), found, Set.copyOf(denied));
  }

  /** What could not be read. */
  List<Finding> unchecked() {
    return List.copyOf(unchecked);
  }

  private int transactionVersion() throws ExecutionException, InterruptedException {
    try {
      FinalizedVersionRange version = admin.describeFeatures().featureMetadata().get().finalizedFeatures().get(TRANSACTION_VERSION);
      return version == null ? 0 : version.maxVersionLevel();
    } catch (ExecutionException failure) {
      if (failure.getCause() instanceof UnsupportedVersionException) {
        return 0;
      }
      throw failure;
    }
  }

  /** Of any one: brokers of a cluster are set up alike. */
  private Map<String, String> brokerSettings(Collection<Node> nodes) throws ExecutionException, InterruptedException {
    ConfigResource broker = new ConfigResource(ConfigResource.Type.BROKER, nodes.iterator().next().idString());
    return settings(admin.describeConfigs(List.of(broker)).values().get(broker), "the brokers' settings");
  }

  private Map<String, ClusterView.Topic> topics(Collection<String> names) throws ExecutionException, InterruptedException {
    Map<String, TopicDescription> descriptions = descriptions(names);
    List<ConfigResource> resources = descriptions.keySet().stream().map(name -> new ConfigResource(ConfigResource.Type.TOPIC, name)).toList();
    Map<ConfigResource, KafkaFuture<Config>> settings = admin.describeConfigs(resources).values();
    Map<String, ClusterView.Topic> topics = new LinkedHashMap<>();
    for (ConfigResource resource : resources) {
      TopicDescription description = descriptions.get(resource.name());
      topics.put(resource.name(), new ClusterView.Topic(
          description.partitions().size(),
          description.partitions().stream().mapToInt(partition -> partition.replicas().size()).min().orElse(0),
          settings(settings.get(resource), "the settings of topic " + resource.name()),
          Optional.ofNullable(description.authorizedOperations())));
    }
    return topics;
  }

  private Map<String, TopicDescription> descriptions(Collection<String> names) throws ExecutionException, InterruptedException {
    Map<String, KafkaFuture<TopicDescription>> asked =
        admin.describeTopics(names, new DescribeTopicsOptions().includeAuthorizedOperations(true)).topicNameValues();
    Map<String, TopicDescription> found = new LinkedHashMap<>();
    for (String name : names) {
      try {
        found.put(name, asked.get(name).get());
      } catch (ExecutionException failure) {
        if (failure.getCause() instanceof AuthorizationException) {
          denied.add(name);
        } else if (!(failure.getCause() instanceof UnknownTopicOrPartitionException)) {
          throw failure;
        }
      }
    }
    return found;
  }

  private Map<String, String> settings(KafkaFuture<Config> asked, String what) throws ExecutionException, InterruptedException {
    try {
      return asked.get().entries().stream()
          .filter(entry -> entry.value() != null)
          .collect(Collectors.toMap(ConfigEntry::name, ConfigEntry::value, (first, second) -> first));
    } catch (ExecutionException failure) {
      unchecked(failure, what, "the operation DescribeConfigs is needed for that");
      return Map.of();
    }
  }

  private Optional<Set<AclOperation>> group(String group) throws ExecutionException, InterruptedException {
    try {
      var options = new DescribeConsumerGroupsOptions().includeAuthorizedOperations(true);
      return Optional.ofNullable(admin.describeConsumerGroups(List.of(group), options).describedGroups().get(group).get().authorizedOperations());
    } catch (ExecutionException failure) {
      if (failure.getCause() instanceof GroupAuthorizationException) {
        return Optional.of(Set.of());
      }
      if (!(failure.getCause() instanceof GroupIdNotFoundException)) {
        unchecked(failure, "what may be done with the group " + group, "");
      }
      return Optional.empty();
    }
  }

  /** What waiting or other credentials mend is not for this list. */
  private void unchecked(ExecutionException failure, String what, String hint) throws ExecutionException {
    Throwable cause = failure.getCause();
    if (!(cause instanceof ApiException) || cause instanceof RetriableException || cause instanceof AuthenticationException) {
      throw failure;
    }
    unchecked.add(Finding.unchecked("Kafka", what, cause.getMessage() + (hint.isEmpty() ? "" : "; " + hint)));
  }
}
