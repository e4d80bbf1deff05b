package dev.windrow.service;

import dev.windrow.config.Config;
import dev.windrow.kafka.ClientSettings;
import dev.windrow.kafka.Topics;
import dev.windrow.kafka.UnsafeKafkaException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RetriableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The first contact with Kafka: patient while it cannot be reached, quick to give up on what waiting does not mend. */
final class KafkaConnection implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(KafkaConnection.class);

  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(15);

  private final Config config;
  private final CountDownLatch closed = new CountDownLatch(1);

  /** Null when nothing is being asked; written by the thread that starts, read by the one that closes. */
  private volatile Admin asked;

  KafkaConnection(Config config) {
    this.config = config;
  }

  /** Prepares the topics, however long it takes until Kafka can be reached; empty when closed meanwhile. */
  Optional<Topics.Prepared> prepareTopics(String partialsTopic) throws InterruptedException {
    Duration pause = FIRST_PAUSE;
    while (true) {
      try {
        return tryPrepare(partialsTopic);
      } catch (ExecutionException | KafkaException failure) {
        if (isClosed()) {
          return Optional.empty();
        }
        Throwable cause = failure instanceof ExecutionException ? failure.getCause() : failure;
        if (!isWorthWaiting(cause)) {
          throw new KafkaUnusableException("Kafka at " + bootstrap() + " cannot be used: " + describe(cause), cause);
        }
        log.warn("Kafka at {} cannot be used yet ({}); trying again in {} s", bootstrap(), describe(cause), pause.toSeconds());
      } catch (UnsafeKafkaException unsafe) {
        throw new KafkaUnusableException(unsafe.getMessage(), unsafe);
      }
      if (closed.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
        return Optional.empty();
      }
      pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
    }
  }

  /** Ends the wait, also for an answer that is being waited for. */
  @Override
  public void close() {
    closed.countDown();
    Admin waitedFor = asked;
    if (waitedFor != null) {
      waitedFor.close(Duration.ZERO);
    }
  }

  private boolean isClosed() {
    return closed.getCount() == 0;
  }

  private Optional<Topics.Prepared> tryPrepare(String partialsTopic) throws ExecutionException, InterruptedException {
    try (Admin admin = Admin.create(ClientSettings.admin(config))) {
      asked = admin;
      return isClosed() ? Optional.empty() : Optional.of(new Topics(admin, config).prepare(partialsTopic));
    } finally {
      asked = null;
    }
  }

  /** A name that does not resolve yet is a Kafka that is not up yet: in a container network names come and go. */
  private static boolean isWorthWaiting(Throwable failure) {
    return failure instanceof RetriableException
        || failure.getCause() instanceof org.apache.kafka.common.config.ConfigException unresolved
            && unresolved.getMessage().contains(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG);
  }

  /** Kafka says 'Failed to create new KafkaAdminClient' and leaves what matters to the causes. */
  private static String describe(Throwable failure) {
    Throwable deepest = failure;
    while (deepest.getCause() != null) {
      deepest = deepest.getCause();
    }
    return deepest.getMessage() == null ? deepest.getClass().getSimpleName() : deepest.getMessage();
  }

  private String bootstrap() {
    return config.kafka().get(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG);
  }
}
