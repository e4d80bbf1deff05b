package dev.windrow.sink;

import dev.windrow.config.Aggregation;
import dev.windrow.config.Config;
import dev.windrow.kafka.ClientSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Results as everybody else can read them: committed ones, from their topics, by one consumer for all who listen in this process. It reads only while
 * somebody listens. The last records are kept for those who are a little behind; who is further behind has them read again.
 */
public final class ResultFeed implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(ResultFeed.class);

  private static final Duration POLL = Duration.ofMillis(100);
  private static final long PAUSE_MS = 2_000;
  private static final long LOOK_AT_PARTITIONS_MS = 30_000;
  private static final int KEPT_RECORDS = 20_000;
  private static final long KEPT_BYTES = 16 << 20;
  private static final int REPLAYS = 4;

  private final Config config;
  private final Set<String> topics;
  private final ExecutorService replays = new ThreadPoolExecutor(0, REPLAYS, 10, TimeUnit.SECONDS, new ArrayBlockingQueue<>(1), ResultFeed::replayThread);

  // Guarded by this.
  private final Set<FeedListener> listeners = new HashSet<>();
  private Thread reading;
  private boolean closed;

  public ResultFeed(Config config) {
    this.config = config;
    this.topics = new TreeSet<>(config.aggregations().stream().map(Aggregation::output).toList());
  }

  /**
   * Listens to one of the result topics: from now on, or from behind a position.
   *
   * @param wake run when there may be something to take, on any thread; to be quick
   */
  public synchronized FeedListener listen(String topic, Optional<FeedPosition> after, Runnable wake) {
    if (!topics.contains(topic)) {
      throw new IllegalArgumentException("expected one of the result topics " + topics + ", found '" + topic + "'");
    }
    FeedListener listener = new FeedListener(this, topic, after, wake);
    listeners.add(listener);
    if (reading == null && !closed) {
      reading = new Thread(this::read, "windrow-results");
      reading.setDaemon(true);
      reading.start();
    }
    return listener;
  }

  synchronized void leave(FeedListener listener) {
    listeners.remove(listener);
  }

  @Override
  public void close() {
    replays.shutdownNow();
    Thread ending;
    synchronized (this) {
      closed = true;
      ending = reading;
    }
    if (ending != null) {
      ending.interrupt();
    }
  }

  private synchronized List<FeedListener> listeners() {
    return List.copyOf(listeners);
  }

  /** Whether the reading thread may end, which it then does. */
  private synchronized boolean isOver() {
    if (!closed && !listeners.isEmpty()) {
      return false;
    }
    reading = null;
    return true;
  }

  private void read() {
    while (!isOver()) {
      try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
        new Reading(consumer).run();
      } catch (KafkaException failure) {
        listeners().forEach(FeedListener::fail);
        if (!pause(failure)) {
          return;
        }
      }
    }
  }

  private boolean pause(KafkaException failure) {
    if (Thread.currentThread().isInterrupted()) {
      return false;
    }
    log.warn("results are not shown live for {} s: Kafka says {}", PAUSE_MS / 1000, failure.getMessage());
    try {
      Thread.sleep(PAUSE_MS);
      return true;
    } catch (InterruptedException end) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private KafkaConsumer<byte[], byte[]> consumer() {
    Map<String, Object> settings = ClientSettings.reader(config);
    return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  private static final AtomicInteger REPLAY_NUMBER = new AtomicInteger();

  private static Thread replayThread(Runnable replay) {
    Thread thread = new Thread(replay, "windrow-replay-" + REPLAY_NUMBER.incrementAndGet());
    thread.setDaemon(true);
    return thread;
  }

  /** What the reading thread does as long as Kafka plays along. Confined to it. */
  private final class Reading {

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Map<String, Ring> rings = new HashMap<>();
    private long lookedNanos = System.nanoTime();

    Reading(KafkaConsumer<byte[], byte[]> consumer) {
      this.consumer = consumer;
    }

    void run() {
      begin();
      while (!isOver()) {
        welcome();
        Set<String> fed = new HashSet<>();
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
          if (record.value() != null) {
            rings.get(record.topic()).add(new FeedRecord(record.partition(), record.offset(), record.value()));
            fed.add(record.topic());
          }
        }
        listeners().stream().filter(listener -> fed.contains(listener.topic())).forEach(FeedListener::wake);
        lookAtPartitions();
      }
    }

    private void begin() {
      List<TopicPartition> all = partitions();
      consumer.assign(all);
      consumer.seekToEnd(all);
      for (String topic : topics) {
        long[] next = all.stream().filter(partition -> partition.topic().equals(topic)).mapToLong(consumer::position).toArray();
        rings.put(topic, new Ring(KEPT_RECORDS, KEPT_BYTES, new FeedPosition(next)));
      }
    }

    /** In the order of topic and partition. */
    private List<TopicPartition> partitions() {
      List<TopicPartition> all = new ArrayList<>();
      for (String topic : topics) {
        List<PartitionInfo> found = consumer.partitionsFor(topic);
        for (int partition = 0; partition < found.size(); partition++) {
          all.add(new TopicPartition(topic, partition));
        }
      }
      return all;
    }

    /** Whoever is new is given its place. */
    private void welcome() {
      for (FeedListener listener : listeners()) {
        if (!listener.isListening()) {
          place(listener, rings.get(listener.topic()));
        }
      }
    }

    private void place(FeedListener listener, Ring ring) {
      Optional<FeedPosition> after = listener.after();
      if (after.isEmpty()) {
        listener.listen(ring, ring.end(), false);
        return;
      }
      Optional<Ring.Mark> kept = ring.behind(after.get());
      if (kept.isPresent()) {
        listener.listen(ring, kept.get(), true);
      } else {
        replay(listener, ring, after.get());
      }
    }

    private void replay(FeedListener listener, Ring ring, FeedPosition from) {
      Ring.Mark mark = ring.end();
      try {
        listener.replay(ring, mark, from);
        replays.execute(() -> readAgain(listener, from, mark.position()));
      } catch (RejectedExecutionException tooMany) {
        listener.fail();
      }
    }

    private void lookAtPartitions() {
      if (System.nanoTime() - lookedNanos < LOOK_AT_PARTITIONS_MS * 1_000_000) {
        return;
      }
      lookedNanos = System.nanoTime();
      List<TopicPartition> now = partitions();
      List<TopicPartition> added = now.stream().filter(partition -> !consumer.assignment().contains(partition)).toList();
      if (!added.isEmpty()) {
        consumer.assign(now);
        consumer.seekToBeginning(added);
      }
    }
  }

  /** Reads again from a position up to another one. */
  private void readAgain(FeedListener listener, FeedPosition from, FeedPosition to) {
    try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
      List<TopicPartition> partitions = new ArrayList<>();
      for (int partition = 0; partition < to.partitions(); partition++) {
        if (from.next(partition) < to.next(partition)) {
          partitions.add(new TopicPartition(listener.topic(), partition));
        }
      }
      consumer.assign(partitions);
      partitions.forEach(partition -> consumer.seek(partition, from.next(partition.partition())));
      while (!listener.isClosed() && partitions.stream().anyMatch(partition -> consumer.position(partition) < to.next(partition.partition()))) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
          if (record.value() != null && record.offset() < to.next(record.partition())) {
            listener.replayed(new FeedRecord(record.partition(), record.offset(), record.value()));
          }
        }
      }
      listener.replayedAll();
    } catch (InterruptedException | WakeupException end) {
      Thread.currentThread().interrupt();
      listener.fail();
    } catch (KafkaException failure) {
      listener.fail();
    }
  }
}
