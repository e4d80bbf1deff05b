package dev.windrow.it;

import dev.windrow.demo.BrokerOptions;
import dev.windrow.demo.EmbeddedBroker;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;

/** One broker for all integration tests of a run; each test has names of its own on it. */
final class SharedBroker implements TestKafka {

  /** Production waits longer before it gives up on who is gone; a test would only be slower. */
  private static final Map<String, String> IMPATIENT = Map.of(
      "transaction.abort.timed.out.transaction.cleanup.interval.ms", "500",
      "group.min.session.timeout.ms", "1000",
      "quota.window.num", "3");

  private final EmbeddedBroker broker = EmbeddedBroker.start(BrokerOptions.TEMPORARY.withProperties(IMPATIENT));
  private final Admin admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, broker.bootstrapServers()));

  @Override
  public Admin admin() {
    return admin;
  }

  @Override
  public String bootstrapServers() {
    return broker.bootstrapServers();
  }

  @Override
  public void close() {
    admin.close(Duration.ofSeconds(5));
    broker.close();
  }
}
