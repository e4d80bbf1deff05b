package dev.windrow.it;

import org.apache.kafka.clients.admin.Admin;

/** The Kafka that tests share. */
public interface TestKafka extends AutoCloseable {

  /** Where clients connect. */
  String bootstrapServers();

  Admin admin();

  @Override
  void close();
}
