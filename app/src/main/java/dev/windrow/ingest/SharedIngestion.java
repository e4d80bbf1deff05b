package dev.windrow.ingest;

import dev.windrow.config.Config;
import dev.windrow.config.Source;
import dev.windrow.ingest.Ingestion.Job;
import dev.windrow.ingest.Ingestion.Terms;
import dev.windrow.kafka.ClientSettings;
import dev.windrow.kafka.PositionsTopic;
import dev.windrow.ops.Meters;
import dev.windrow.value.Printable;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Shares the sources of an application among its instances, so that each is read by one: a group of consumers divides the partitions of the positions topic, and
 * with a partition come the sources whose positions are in it. Should two instances believe for a moment that a source is theirs, Kafka lets only the later one write.
 */
public final class SharedIngestion implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(SharedIngestion.class);

  private static final Duration POLL = Duration.ofMillis(500);
  private static final long PAUSE_AFTER_FAILURE_MS = 5_000;
  private static final String SESSION_TIMEOUT_MS = "10000";

  private final Config config;
  private final Function<Predicate<Source>, List<Job>> jobs;
  private final String owner;
  private final Meters meters;
  private final Clock clock;
  private final Map<Integer, Ingestion> running = new ConcurrentSkipListMap<>();
  private final Thread thread = new Thread(this::run, "windrow-sources");
  private final CountDownLatch closed = new CountDownLatch(1);

  /** Null while there is none; written by the thread. */
  private volatile Consumer<byte[], byte[]> member;

  /** @param jobs makes those of some sources, anew each time: readers and stages belong to one ingestion, and what is not made need not be closed */
  public SharedIngestion(Config config, Function<Predicate<Source>, List<Job>> jobs, String owner, Meters meters, Clock clock) {
    this.config = config;
    this.jobs = jobs;
    this.owner = owner;
    this.meters = meters;
    this.clock = clock;
    thread.setDaemon(true);
  }

  public void start() {
    thread.start();
  }

  /** Of the sources that are read here. */
  public List<SourceReport> reports() {
    return running.values().stream().flatMap(ingestion -> ingestion.reports().stream()).toList();
  }

  /** Delivers what has arrived, and leaves the group. */
  @Override
  public void close() {
    closed.countDown();
    Consumer<byte[], byte[]> polling = member;
    if (polling != null) {
      polling.wakeup();
    }
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    while (!isClosed()) {
      try (Consumer<byte[], byte[]> joining = new KafkaConsumer<>(settings(), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
        member = joining;
        joining.subscribe(List.of(PositionsTopic.name(config.applicationId())), new Assignment(joining));
        while (!isClosed()) {
          // Nothing is read here: all partitions are paused.
          joining.poll(POLL);
        }
      } catch (WakeupException e) {
        log.debug("closing", e);
      } catch (KafkaException e) {
        log.warn("sources are not shared with other instances now ({}); again in {} s", Printable.text(String.valueOf(e.getMessage())), PAUSE_AFTER_FAILURE_MS / 1000);
        pause();
      } finally {
        member = null;
        end(List.copyOf(running.keySet()));
      }
    }
  }

  private boolean isClosed() {
    return closed.getCount() == 0;
  }

  private void pause() {
    try {
      closed.await(PAUSE_AFTER_FAILURE_MS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Map<String, Object> settings() {
    Map<String, Object> settings = ClientSettings.reader(config);
    settings.put(ConsumerConfig.GROUP_ID_CONFIG, config.applicationId() + "-sources");
    settings.put(ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG, CooperativeStickyAssignor.class.getName());
    settings.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, SESSION_TIMEOUT_MS);
    return settings;
  }

  private void begin(int partition) {
    List<Job> here = jobs.apply(source -> PositionsTopic.partition(source.name()) == partition);
    if (!here.isEmpty()) {
      log.info("reading {} here", here.stream().map(job -> job.source().name()).toList());
      Ingestion ingestion = new Ingestion(config, here, Terms.LASTING, owner, meters, clock);
      running.put(partition, ingestion);
      ingestion.start();
    }
  }

  private void end(Collection<Integer> partitions) {
    for (int partition : partitions) {
      Ingestion ended = running.remove(partition);
      if (ended != null) {
        ended.close();
      }
    }
  }

  private final class Assignment implements ConsumerRebalanceListener {

    private final Consumer<byte[], byte[]> member;

    Assignment(Consumer<byte[], byte[]> member) {
      this.member = member;
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
      member.pause(partitions);
      partitions.forEach(partition -> begin(partition.partition()));
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
      end(partitions.stream().map(TopicPartition::partition).toList());
    }
  }
}
