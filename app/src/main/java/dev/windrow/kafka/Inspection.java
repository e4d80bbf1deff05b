package dev.windrow.kafka;

import dev.windrow.config.Config;
import dev.windrow.ops.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;

/** Looks at the Kafka that the service is about to run on, changes nothing, and says all that is wrong with it at once. */
public final class Inspection {

  private final Config config;
  private final TopicRoles roles;

  public Inspection(Config config, InternalTopics internal) {
    this.config = config;
    this.roles = TopicRoles.of(config, internal);
  }

  /**
   * All findings, good ones too.
   *
   * @throws ExecutionException when Kafka does not answer or knows us not; the cause says why
   */
  public List<Finding> of(Admin admin) throws ExecutionException, InterruptedException {
    ClusterReader reader = new ClusterReader(admin);
    List<String> topics = Stream.concat(roles.all().stream(), TopicChecks.OF_KAFKA.stream()).toList();
    ClusterView cluster = reader.read(topics, config.applicationId());
    List<Finding> findings = new ArrayList<>(new BrokerChecks(config, ClientTimeouts.of(config)).of(cluster));
    findings.addAll(TopicChecks.of(config, roles, cluster));
    findings.addAll(reader.unchecked());
    return Finding.gravestFirst(findings);
  }
}
