package dev.windrow.it;

import dev.windrow.demo.BrokerOptions;
import dev.windrow.demo.EmbeddedBroker;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.kafka.KafkaContainer;

/**
 * One broker for all integration tests of a run; each test has names of its own on it. It is the embedded one, or with
 * {@code -Dwindrow.it.broker=container} Kafka as it is published, in a container.
 */
final class SharedBroker implements TestKafka {

  private static final String KIND = System.getProperty("windrow.it.broker", "embedded");
  private static final String IMAGE = "apache/kafka:4.3.1";

  /** Production waits longer before it gives up on who is gone; a test would only be slower. */
  private static final Map<String, String> IMPATIENT = Map.of(
      "transaction.abort.timed.out.transaction.cleanup.interval.ms", "500",
      "group.min.session.timeout.ms", "1000",
      "quota.window.num", "3");

  private final String bootstrapServers;
  private final Runnable stop;
  private final Admin admin;

  private SharedBroker(String bootstrapServers, Runnable stop) {
    this.bootstrapServers = bootstrapServers;
    this.stop = stop;
    this.admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers));
  }

  static SharedBroker start() {
    return switch (KIND) {
      case "embedded" -> embedded();
      case "container" -> container();
      default -> throw new IllegalArgumentException("expected windrow.it.broker to be embedded or container, found " + KIND);
    };
  }

  @Override
  public Admin admin() {
    return admin;
  }

  @Override
  public String bootstrapServers() {
    return bootstrapServers;
  }

  @Override
  public void close() {
    admin.close(Duration.ofSeconds(5));
    stop.run();
  }

  private static SharedBroker embedded() {
    EmbeddedBroker broker = EmbeddedBroker.start(BrokerOptions.TEMPORARY.withProperties(IMPATIENT));
    return new SharedBroker(broker.bootstrapServers(), broker::close);
  }

  private static SharedBroker container() {
    if (!DockerClientFactory.instance().isDockerAvailable()) {
      throw new IllegalStateException("expected a Docker engine to start " + IMAGE + " in, found none; start one, or leave out -Pcontainers");
    }
    KafkaContainer kafka = new KafkaContainer(IMAGE);
    IMPATIENT.forEach((key, value) -> kafka.withEnv(environmentVariable(key), value));
    kafka.start();
    return new SharedBroker(kafka.getBootstrapServers(), kafka::close);
  }

  /** As the image reads the broker's properties. */
  private static String environmentVariable(String property) {
    return "KAFKA_" + property.toUpperCase(Locale.ROOT).replace('.', '_');
  }
}
