package dev.windrow.service;

import dev.windrow.config.Config;
import dev.windrow.kafka.ClientSettings;
import dev.windrow.kafka.Inspection;
import dev.windrow.kafka.InternalTopics;
import dev.windrow.ops.Finding;
import dev.windrow.sink.postgresql.SinkCheck;
import dev.windrow.topology.MergeStores;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;

/** Looks at all that a service with this configuration would run on, Kafka, this machine and the databases of its sinks, and changes nothing. */
public final class Checkup {

  private final Config config;

  public Checkup(Config config) {
    this.config = config;
  }

  /** All findings about Kafka and this machine, good ones too, the gravest first; that Kafka does not answer is one of them. */
  public List<Finding> findings() throws InterruptedException {
    List<Finding> findings = new ArrayList<>(machine());
    try (Admin admin = Admin.create(ClientSettings.admin(config))) {
      findings.addAll(kafka(admin));
    } catch (ExecutionException failure) {
      findings.add(unusable(failure.getCause()));
    } catch (KafkaException failure) {
      findings.add(unusable(failure));
    }
    return Finding.gravestFirst(findings);
  }

  /** All findings about the databases of sinks, sink by sink: none of them keeps the service from starting. */
  public List<Finding> sinks() {
    return new SinkCheck(config).findings();
  }

  /** Findings about Kafka; ExecutionException or KafkaException when there is no talking to it. */
  List<Finding> kafka(Admin admin) throws ExecutionException, InterruptedException {
    String application = config.applicationId();
    return new Inspection(config, new InternalTopics(MergeStores.partialsTopic(application), MergeStores.changelogTopics(application))).of(admin);
  }

  /** Findings about this machine. */
  List<Finding> machine() {
    return new StateFolderChecks(config.state()).findings();
  }

  private Finding unusable(Throwable failure) {
    return Finding.error("Kafka", KafkaConnection.bootstrap(config) + " cannot be used", KafkaConnection.describe(failure),
        "is " + ProducerConfig.BOOTSTRAP_SERVERS_CONFIG + " right, are the brokers up, and are the credentials?");
  }
}
