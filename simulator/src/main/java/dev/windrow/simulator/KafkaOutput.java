package dev.windrow.simulator;

import dev.windrow.simulator.SimulationException.Reason;
import dev.windrow.simulator.event.Event;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Sends events to a topic through an idempotent producer, so that a partition's order is the order of sending. */
final class KafkaOutput implements Output {

  private static final Duration CLOSING = Duration.ofSeconds(3);

  private final String topicName;
  private final Topic topic;
  private final Admin admin;
  private final Producer<byte[], byte[]> producer;
  private final AtomicReference<Exception> failure = new AtomicReference<>();
  private final Callback onDelivery = (metadata, problem) -> {
    if (problem != null) {
      failure.compareAndSet(null, problem);
    }
  };

  private long[] firstOffsets;
  private long[] sent;

  private KafkaOutput(Target target, Admin admin, Producer<byte[], byte[]> producer) {
    this.topicName = target.topic();
    this.admin = admin;
    this.producer = producer;
    this.topic = new Topic(admin, brokers((Target.Kafka) target.destination()), topicName);
  }

  /** Connects and finds or creates the topic; what the user should know about that goes to {@code notes}. */
  static KafkaOutput open(Target target, Pace pace, Consumer<String> notes) throws SimulationException {
    KafkaOutput output = connect(target, pace);
    try {
      int partitions = output.partitions(target, notes);
      output.firstOffsets = output.topic.endOffsets(partitions);
      output.sent = new long[partitions];
      return output;
    } catch (SimulationException e) {
      output.close();
      throw e;
    }
  }

  int partitions() {
    return firstOffsets.length;
  }

  /** Where each partition ended before the run. */
  long[] firstOffsets() {
    return firstOffsets.clone();
  }

  @Override
  public void send(Event event) throws SimulationException {
    try {
      producer.send(new ProducerRecord<>(topicName, event.partition(), event.recordTimestampMs(), event.key(), event.value()), onDelivery);
      sent[event.partition()]++;
    } catch (KafkaException e) {
      throw undelivered(e);
    }
  }

  @Override
  public boolean failed() {
    return failure.get() != null;
  }

  @Override
  public void finish() throws SimulationException {
    try {
      producer.flush();
    } catch (KafkaException e) {
      throw undelivered(e);
    }
    if (failed()) {
      throw undelivered(failure.get());
    }
  }

  /** Tells when the topic holds more than we sent. */
  @Override
  public String remark() {
    try {
      long[] ends = topic.endOffsets(sent.length);
      for (int p = 0; p < sent.length; p++) {
        if (ends[p] != firstOffsets[p] + sent[p]) {
          return "Somebody else has written to topic " + topicName + " meanwhile: partition " + p + " has " + (ends[p] - firstOffsets[p])
              + " new records, " + sent[p] + " of them are ours. A truth file does not know of the others.";
        }
      }
      return "";
    } catch (SimulationException e) {
      return "Whether somebody else has written to topic " + topicName + " meanwhile is not known: " + e.getMessage();
    }
  }

  @Override
  public void close() {
    producer.close(CLOSING);
    admin.close(CLOSING);
  }

  private int partitions(Target target, Consumer<String> notes) throws SimulationException {
    int existing = topic.partitions().orElse(0);
    if (existing == 0) {
      topic.create(target.partitions());
      notes.accept("Created topic " + topicName + " with " + target.partitions() + " partitions.");
      return target.partitions();
    }
    if (existing != target.partitions()) {
      notes.accept("Warning: topic " + topicName + " exists with " + existing + " partitions, not " + target.partitions()
          + ". Its count is used.");
    }
    return existing;
  }

  private static KafkaOutput connect(Target target, Pace pace) throws SimulationException {
    Target.Kafka kafka = (Target.Kafka) target.destination();
    Admin admin = null;
    try {
      admin = Admin.create(adminSettings(kafka));
      ByteArraySerializer bytes = new ByteArraySerializer();
      return new KafkaOutput(target, admin, new KafkaProducer<>(producerSettings(kafka, pace), bytes, bytes));
    } catch (KafkaException e) {
      if (admin != null) {
        admin.close(CLOSING);
      }
      throw unusable(kafka, e);
    }
  }

  private static Map<String, Object> adminSettings(Target.Kafka kafka) {
    Map<String, Object> settings = new HashMap<>(Map.of(
        "client.id", "windrow-simulator", "default.api.timeout.ms", 10_000, "request.timeout.ms", 5_000));
    settings.putAll(kafka.properties());
    return settings;
  }

  /** Ours go last where the order within a partition depends on them. */
  private static Map<String, Object> producerSettings(Target.Kafka kafka, Pace pace) {
    Map<String, Object> settings = new HashMap<>(Map.of("client.id", "windrow-simulator", "buffer.memory", 64 << 20,
        "batch.size", pace == Pace.MAX ? 256 << 10 : 64 << 10, "linger.ms", pace == Pace.MAX ? 20 : 5));
    settings.putAll(kafka.properties());
    settings.keySet().removeAll(Set.of("key.serializer", "value.serializer", "transactional.id"));
    settings.put("enable.idempotence", true);
    settings.put("acks", "all");
    return settings;
  }

  private SimulationException undelivered(Exception cause) {
    return new SimulationException(Reason.FAILED,
        "Not every event could be delivered to topic " + topicName + ": " + cause.getMessage(), cause);
  }

  private static SimulationException unusable(Target.Kafka kafka, KafkaException e) {
    Throwable cause = e.getCause() == null ? e : e.getCause();
    boolean unresolved = String.valueOf(cause.getMessage()).contains("No resolvable bootstrap");
    if (cause instanceof ConfigException && !unresolved) {
      return new SimulationException(Reason.USAGE, "Kafka's client refuses its settings: " + cause.getMessage(), e);
    }
    String problem = unresolved ? "no such host" : cause.getMessage();
    return new SimulationException(Reason.KAFKA_NOT_USABLE, "Kafka at " + brokers(kafka) + " cannot be used: " + problem, e);
  }

  private static String brokers(Target.Kafka kafka) {
    return kafka.properties().get("bootstrap.servers");
  }
}
