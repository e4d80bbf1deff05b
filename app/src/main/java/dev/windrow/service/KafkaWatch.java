package dev.windrow.service;

import dev.windrow.config.Config;
import dev.windrow.kafka.ClientSettings;
import dev.windrow.kafka.ClientSigns;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says when Kafka is away and when it is back: the stream threads' clients wait for it without a word. Asks every few seconds, with a client of
 * its own, and looks at how long the producers have been waiting.
 */
final class KafkaWatch implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(KafkaWatch.class);

  private static final Duration PAUSE = Duration.ofSeconds(2);
  private static final int ANSWER_WITHIN_MS = 5_000;

  /** Closing a window with very many groups can take as long. */
  private static final long LONG_WAIT_MS = 15_000;

  private static final String WAITING = "nothing is lost, the service waits and goes on by itself";

  private final Config config;
  private final ClientSigns signs;
  private final Clock clock;
  private final Consumer<Exception> onOtherCluster;
  private final Outage outage = new Outage();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Admin admin;

  /** Of the Kafka that the service was started on; empty until it has answered for the first time. Confined to the watching thread. */
  private String cluster = "";

  private KafkaWatch(Config config, ClientSigns signs, Clock clock, Consumer<Exception> onOtherCluster) {
    this.config = config;
    this.onOtherCluster = onOtherCluster;
    this.signs = signs;
    this.clock = clock;
    Map<String, Object> settings = new HashMap<>(ClientSettings.admin(config));
    settings.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, ANSWER_WITHIN_MS);
    settings.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, ANSWER_WITHIN_MS);
    this.admin = Admin.create(settings);
  }

  /** Starts to watch; {@code onOtherCluster} is told when another Kafka than the one it began with answers. */
  static KafkaWatch start(Config config, ClientSigns signs, Clock clock, Consumer<Exception> onOtherCluster) {
    KafkaWatch watch = new KafkaWatch(config, signs, clock, onOtherCluster);
    Thread thread = new Thread(watch::run, "windrow-kafka-watch");
    thread.setDaemon(true);
    thread.start();
    return watch;
  }

  /** Ends a look that is under way, too. */
  @Override
  public void close() {
    closed.countDown();
    admin.close(Duration.ZERO);
  }

  private void run() {
    try {
      while (!closed.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS)) {
        look();
      }
    } catch (InterruptedException end) {
      Thread.currentThread().interrupt();
    }
  }

  private void look() throws InterruptedException {
    long before = clock.millis();
    Optional<String> refusal = refusal();
    Optional<ClientSigns.Wait> wait = signs.longestWait().filter(found -> clock.millis() - found.sinceMs() >= LONG_WAIT_MS);
    if (closed.getCount() == 0) {
      return;
    }
    if (refusal.isPresent()) {
      say(outage.bad("Kafka at " + KafkaConnection.bootstrap(config) + " " + refusal.get(), WAITING, before, clock.millis()));
    } else if (wait.isPresent()) {
      stalled(wait.get());
    } else {
      outage.good(clock.millis()).ifPresent(again -> log.info("Kafka at {} answers and takes results {}", KafkaConnection.bootstrap(config), again));
      sayRejoins();
    }
  }

  /** What Kafka says instead of an answer; empty when it answers. */
  private Optional<String> refusal() throws InterruptedException {
    try {
      compare(admin.describeCluster().clusterId().get());
      return Optional.empty();
    } catch (ExecutionException failure) {
      return Optional.of(refusal(failure.getCause()));
    } catch (KafkaException failure) {
      return Optional.of(refusal(failure));
    }
  }

  /** Offsets and state of one cluster mean nothing in another. */
  private void compare(String found) {
    if (cluster.isEmpty()) {
      cluster = found;
    } else if (!cluster.equals(found)) {
      onOtherCluster.accept(new KafkaUnusableException("Kafka at " + KafkaConnection.bootstrap(config) + " is another cluster than before: expected "
          + cluster + ", found " + found + ". Was its data removed, or does the address lead elsewhere? The next start goes by what it finds there", null));
    }
  }

  private static String refusal(Throwable failure) {
    return failure instanceof RetriableException ? "does not answer" : "refuses (" + KafkaConnection.describe(failure) + ")";
  }

  private void stalled(ClientSigns.Wait wait) throws InterruptedException {
    String topic = wait.topic().orElse("");
    if (!topic.isEmpty() && isGone(topic)) {
      say(outage.bad("topic " + topic + " is not there", "the service waits for it. A restart of the service creates it anew if it is one of results,"
          + " late events or dead letters; what was in it is lost", wait.sinceMs(), clock.millis()));
    } else {
      say(outage.bad("Kafka at " + KafkaConnection.bootstrap(config) + " answers, but does not take "
          + (topic.isEmpty() ? "a commit" : "records for topic " + topic), "is a broker down, or are too few replicas in sync? " + WAITING,
          wait.sinceMs(), clock.millis()));
    }
  }

  private boolean isGone(String topic) throws InterruptedException {
    try {
      admin.describeTopics(List.of(topic)).allTopicNames().get();
      return false;
    } catch (ExecutionException failure) {
      return failure.getCause() instanceof UnknownTopicOrPartitionException;
    } catch (KafkaException closing) {
      return false;
    }
  }

  private void sayRejoins() {
    int rejoins = signs.takeRejoins();
    if (rejoins > 0) {
      log.warn("Kafka had taken {} of the stream threads for dead: no sign of life within the session timeout, or a transaction that took too long."
          + " They are back in the group and do again what was not committed; nothing is lost", rejoins);
    }
  }

  private static void say(Optional<String> line) {
    line.ifPresent(log::warn);
  }
}
