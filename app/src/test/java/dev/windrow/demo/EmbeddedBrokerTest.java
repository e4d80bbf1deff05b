package dev.windrow.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
final class EmbeddedBrokerTest {

  private static final String TOPIC = "letters";

  @TempDir
  private Path dir;

  @Test
  void committedRecordsAndThePortSurviveARestart() throws Exception {
    BrokerOptions options = BrokerOptions.TEMPORARY.withDataDir(dir.resolve("broker"));
    String address;
    try (EmbeddedBroker broker = EmbeddedBroker.start(options)) {
      address = broker.bootstrapServers();
      createTopic(broker, TOPIC);
      produce(broker, true, "a", "b");
      produce(broker, false, "never committed");
      assertThat(read(broker, 2)).containsExactly("a", "b");
    }

    try (EmbeddedBroker broker = EmbeddedBroker.start(options)) {
      assertThat(broker.bootstrapServers()).isEqualTo(address);
      produce(broker, true, "c");
      assertThat(read(broker, 3)).containsExactly("a", "b", "c");
    }
  }

  @Test
  void transactionsAreOfTheSafeKind() throws Exception {
    try (EmbeddedBroker broker = EmbeddedBroker.start(BrokerOptions.TEMPORARY); Admin admin = admin(broker)) {
      short level = admin.describeFeatures().featureMetadata().get().finalizedFeatures().get("transaction.version").maxVersionLevel();

      assertThat(level).isGreaterThanOrEqualTo((short) 2);
    }
  }

  @Test
  void aTemporaryFolderIsDeletedOnClose() {
    EmbeddedBroker broker = EmbeddedBroker.start(BrokerOptions.TEMPORARY);
    assertThat(broker.dataDir()).isDirectory();

    broker.close();
    broker.close();

    assertThat(broker.dataDir()).doesNotExist();
  }

  @Test
  void propertiesOfTheUserOverrideTheTuningButNotTheListeners() throws Exception {
    BrokerOptions options = BrokerOptions.TEMPORARY.withProperties(
        Map.of("message.max.bytes", "4000000", "listeners", "CLIENTS://0.0.0.0:9092"));
    try (EmbeddedBroker broker = EmbeddedBroker.start(options); Admin admin = admin(broker)) {
      ConfigResource node = new ConfigResource(ConfigResource.Type.BROKER, "1");
      String value = admin.describeConfigs(List.of(node)).all().get().get(node).get("message.max.bytes").value();

      assertThat(value).isEqualTo("4000000");
      assertThat(broker.bootstrapServers()).startsWith("127.0.0.1:");
    }
  }

  @Test
  void aPortInUseIsNamedAndFreesTheFolder() throws Exception {
    Path folder = dir.resolve("broker");
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      BrokerOptions options = BrokerOptions.TEMPORARY.withDataDir(folder).withPort(other.getLocalPort());

      assertThatThrownBy(() -> EmbeddedBroker.start(options))
          .isInstanceOf(BrokerException.class)
          .hasMessageContaining("127.0.0.1:" + other.getLocalPort())
          .hasMessageContaining("choose another");
    }

    EmbeddedBroker.start(BrokerOptions.TEMPORARY.withDataDir(folder)).close();
  }

  @Test
  void aFolderInUseIsNamed() {
    BrokerOptions options = BrokerOptions.TEMPORARY.withDataDir(dir);
    try (EmbeddedBroker first = EmbeddedBroker.start(options)) {
      assertThatThrownBy(() -> EmbeddedBroker.start(options))
          .isInstanceOf(BrokerException.class)
          .hasMessageContaining(first.dataDir().toString())
          .hasMessageContaining("in use by another broker");
    }
  }

  @Test
  void aFolderThatCannotBeWrittenIsNamed() throws IOException {
    Path file = Files.writeString(dir.resolve("file"), "not a folder");

    assertThatThrownBy(() -> EmbeddedBroker.start(BrokerOptions.TEMPORARY.withDataDir(file.resolve("broker"))))
        .isInstanceOf(BrokerException.class)
        .hasMessageContaining("cannot write the broker's data folder " + file.resolve("broker"));
  }

  @Test
  void aWrongPropertyIsNamedAndThePortIsFreedAgain() throws IOException {
    int port = freePort();
    BrokerOptions options = BrokerOptions.TEMPORARY.withPort(port).withProperties(Map.of("num.io.threads", "many"));

    assertThatThrownBy(() -> EmbeddedBroker.start(options))
        .isInstanceOf(BrokerException.class)
        .hasMessageContaining("num.io.threads");

    try (ServerSocket free = new ServerSocket(port)) {
      assertThat(free.isBound()).isTrue();
    }
  }

  @Test
  void onlyTheLoopbackAddressListens() throws Exception {
    try (EmbeddedBroker broker = EmbeddedBroker.start(BrokerOptions.TEMPORARY)) {
      int port = Integer.parseInt(broker.bootstrapServers().split(":")[1]);

      assertThatThrownBy(() -> new Socket("127.0.0.2", port).close()).isInstanceOf(IOException.class);
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private static Admin admin(EmbeddedBroker broker) {
    return Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()));
  }

  private static void createTopic(EmbeddedBroker broker, String topic) throws Exception {
    try (Admin admin = admin(broker)) {
      admin.createTopics(Set.of(new NewTopic(topic, 1, (short) 1))).all().get();
    }
  }

  private static void produce(EmbeddedBroker broker, boolean commit, String... values) throws Exception {
    Map<String, Object> settings = Map.of("bootstrap.servers", broker.bootstrapServers(), "transactional.id", "test");
    try (KafkaProducer<String, String> producer = new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
      producer.initTransactions();
      producer.beginTransaction();
      for (String value : values) {
        producer.send(new ProducerRecord<>(TOPIC, value)).get();
      }
      if (commit) {
        producer.commitTransaction();
      } else {
        producer.abortTransaction();
      }
    }
  }

  /** The committed values, read until the end of the topic. */
  private static List<String> read(EmbeddedBroker broker, int expected) {
    Map<String, Object> settings = Map.of("bootstrap.servers", broker.bootstrapServers(), "isolation.level", "read_committed");
    List<String> values = new ArrayList<>();
    try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
      TopicPartition partition = new TopicPartition(TOPIC, 0);
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      long end = consumer.endOffsets(List.of(partition)).get(partition);
      while (consumer.position(partition) < end) {
        for (ConsumerRecord<String, String> record : consumer.poll(Duration.ofMillis(100))) {
          values.add(record.value());
        }
      }
    }
    assertThat(values).hasSize(expected);
    return values;
  }
}
