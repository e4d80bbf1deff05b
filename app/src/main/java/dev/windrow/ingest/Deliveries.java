package dev.windrow.ingest;

import dev.windrow.config.Config;
import dev.windrow.config.Source;
import dev.windrow.kafka.ClientSettings;
import dev.windrow.kafka.Interrupts;
import dev.windrow.kafka.PositionsTopic;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Opens the deliveries of a source, of which Kafka lets only the newest write. Thread-safe. */
final class Deliveries {

  private final Config config;
  private final Source source;
  private final Encoder encoder;
  private final SourceProgress progress;
  private final String owner;
  private final Clock clock;

  /** @param owner names this process, and is another each time it starts */
  Deliveries(Config config, Source source, List<Stage> stages, SourceProgress progress, String owner, Clock clock) {
    this.config = config;
    this.source = source;
    this.encoder = new Encoder(source, new Stages(stages), config.input().limits().recordBytes());
    this.progress = progress;
    this.owner = owner;
    this.clock = clock;
  }

  /** From then on nobody else's delivery of the source is taken; what one has not committed is gone. */
  Delivery open() throws InterruptedException, DeliveryException {
    Producer<byte[], byte[]> producer = null;
    try {
      producer = producer();
      producer.initTransactions();
      Delivery delivery =
          new Delivery(source.name(), PositionsTopic.name(config.applicationId()), producer, positions(), encoder, progress, clock);
      delivery.claim(owner);
      return delivery;
    } catch (InterruptException e) {
      InterruptedException interrupted = Interrupts.unwrapped(e);
      close(producer);
      throw interrupted;
    } catch (KafkaException e) {
      close(producer);
      throw Failures.delivery(source.name(), e);
    } catch (DeliveryException | InterruptedException e) {
      close(producer);
      throw e;
    }
  }

  /** Who else reads the source now; empty when nobody does. */
  Optional<String> otherOwner() throws DeliveryException {
    try {
      return Optional.ofNullable(positions().get(Delivery.OWNER)).filter(other -> !other.equals(owner));
    } catch (KafkaException e) {
      throw Failures.delivery(source.name(), e);
    }
  }

  private Map<String, String> positions() {
    return new Positions(config, clock).read(source.name());
  }

  private Producer<byte[], byte[]> producer() {
    String transactionalId = config.applicationId() + "-source-" + source.name();
    return new KafkaProducer<>(ClientSettings.transactionalProducer(config, transactionalId), new ByteArraySerializer(), new ByteArraySerializer());
  }

  private static void close(Producer<byte[], byte[]> producer) {
    if (producer != null) {
      producer.close(Duration.ZERO);
    }
  }
}
