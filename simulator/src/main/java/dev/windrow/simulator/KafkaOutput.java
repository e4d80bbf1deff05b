package dev.windrow.simulator;

import dev.windrow.simulator.SimulationException.Reason;
import dev.windrow.simulator.event.Event;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;

/** Sends events to a topic through an idempotent producer, so that a partition's order is the order of sending. */
final class KafkaOutput implements Output {

  private static final Duration CLOSING = Duration.ofSeconds(3);

  private final String topicName;
  private final Topic topic;
  private final Admin admin;
  private final Producer<byte[], byte[]> producer;
  private final long[] firstOffsets;
  private final long[] sent;
  private final AtomicReference<Exception> failure = new AtomicReference<>();
  private final Callback onDelivery = (metadata, problem) -> {
    if (problem != null) {
      failure.compareAndSet(null, problem);
    }
  };

  private KafkaOutput(Topic topic, Admin admin, Producer<byte[], byte[]> producer, long[] firstOffsets) {
    this.topic = topic;
    this.topicName = topic.name();
    this.admin = admin;
    this.producer = producer;
    this.firstOffsets = firstOffsets;
    this.sent = new long[firstOffsets.length];
  }

  /** Connects and finds or creates the topic; what the user should know about that goes to {@code notes}. */
  static KafkaOutput open(Target target, Pace pace, Consumer<String> notes) throws SimulationException {
    Target.Kafka kafka = (Target.Kafka) target.destination();
    Admin admin = null;
    try {
      // Refused before anybody is asked: the number of partitions makes no difference to that.
      new ProducerConfig(ProducerSettings.of(kafka, pace, target.partitions()));
      admin = Admin.create(adminSettings(kafka));
      Topic topic = new Topic(admin, brokers(kafka), target.topic());
      int partitions = partitions(topic, target, notes);
      long[] firstOffsets = topic.endOffsets(partitions);
      return new KafkaOutput(topic, admin, new KafkaProducer<>(ProducerSettings.of(kafka, pace, partitions)), firstOffsets);
    } catch (KafkaException e) {
      close(admin);
      throw unusable(kafka, e);
    } catch (SimulationException e) {
      close(admin);
      throw e;
    }
  }

  /** Null when there is none yet. */
  private static void close(Admin admin) {
    if (admin != null) {
      admin.close(CLOSING);
    }
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

  private static int partitions(Topic topic, Target target, Consumer<String> notes) throws SimulationException {
    int existing = topic.partitions().orElse(0);
    if (existing == 0) {
      topic.create(target.partitions());
      notes.accept("Created topic " + target.topic() + " with " + target.partitions() + " partitions.");
      return target.partitions();
    }
    if (existing != target.partitions()) {
      notes.accept("Warning: topic " + target.topic() + " exists with " + existing + " partitions, not " + target.partitions()
          + ". Its count is used.");
    }
    return existing;
  }

  private static Map<String, Object> adminSettings(Target.Kafka kafka) {
    Map<String, Object> settings = new HashMap<>(Map.of(
        "client.id", "windrow-simulator", "default.api.timeout.ms", 10_000, "request.timeout.ms", 5_000));
    settings.putAll(kafka.properties());
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
