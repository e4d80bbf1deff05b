package dev.windrow.service;

import dev.windrow.config.Config;
import dev.windrow.kafka.ClientSettings;
import dev.windrow.kafka.Topics;
import dev.windrow.ops.Finding;
import dev.windrow.ops.Severity;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InvalidReplicationFactorException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The first contact with Kafka: patient while it cannot be reached, quick to give up on what waiting does not mend. */
final class KafkaConnection implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(KafkaConnection.class);
  private static final Logger checkupLog = LoggerFactory.getLogger(Checkup.class);

  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(15);

  private static final String TO_BE_MENDED = "not started, this has to be mended first:";

  private final Config config;
  private final boolean lasting;
  private final Set<String> warnings = new HashSet<>();
  private final CountDownLatch closed = new CountDownLatch(1);

  /** Null when nothing is being asked; written by the thread that starts, read by the one that closes. */
  private volatile Admin asked;

  /**
   * A connection that is not made yet.
   *
   * @param lasting whether what the service keeps is to outlive it; what speaks against that is a warning then
   */
  KafkaConnection(Config config, boolean lasting) {
    this.config = config;
    this.lasting = lasting;
  }

  /**
   * Checks all there is to check and prepares the topics, however long it takes until Kafka can be reached; empty when closed
   * meanwhile.
   *
   * @throws KafkaUnusableException with all that has to be mended first
   * @throws MachineUnusableException with all that has to be mended first, where that has nothing to do with Kafka
   */
  Optional<Topics.Prepared> prepareTopics(String partialsTopic) throws InterruptedException {
    return patiently(admin -> {
      check(admin);
      Topics topics = new Topics(admin, config);
      if (!config.ingest().sources().isEmpty()) {
        topics.prepareSources();
      }
      topics.prepareSinks();
      return topics.prepare(partialsTopic);
    });
  }

  /** What is asked of Kafka. */
  interface Question<T> {
    T ask(Admin admin) throws ExecutionException, InterruptedException;
  }

  /**
   * Asks until there is an answer, as long as it is worth waiting for; empty when closed meanwhile.
   *
   * @throws KafkaUnusableException when Kafka refuses
   */
  <T> Optional<T> patiently(Question<T> question) throws InterruptedException {
    Duration pause = FIRST_PAUSE;
    while (true) {
      try {
        return ask(question);
      } catch (ExecutionException | KafkaException failure) {
        if (isClosed()) {
          return Optional.empty();
        }
        Throwable cause = failure instanceof ExecutionException ? failure.getCause() : failure;
        if (!isWorthWaiting(cause)) {
          throw new KafkaUnusableException("Kafka at " + bootstrap(config) + " cannot be used: " + describe(cause), cause);
        }
        log.warn("Kafka at {} cannot be used yet ({}); trying again in {} s", bootstrap(config), describe(cause), pause.toSeconds());
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

  private <T> Optional<T> ask(Question<T> question) throws ExecutionException, InterruptedException {
    try (Admin admin = Admin.create(ClientSettings.admin(config))) {
      asked = admin;
      return isClosed() ? Optional.empty() : Optional.of(question.ask(admin));
    } finally {
      asked = null;
    }
  }

  private void check(Admin admin) throws ExecutionException, InterruptedException {
    Checkup checkup = new Checkup(config);
    List<Finding> kafka = checkup.kafka(admin);
    List<Finding> machine = checkup.machine();
    String ofKafka = errors(kafka);
    String ofMachine = errors(machine);
    if (!ofKafka.isEmpty()) {
      throw new KafkaUnusableException(TO_BE_MENDED + ofKafka + ofMachine, null);
    }
    if (!ofMachine.isEmpty()) {
      throw new MachineUnusableException(TO_BE_MENDED + ofMachine);
    }
    warn(kafka);
    if (lasting) {
      warn(machine);
    }
  }

  private static String errors(List<Finding> findings) {
    return findings.stream()
        .filter(finding -> finding.severity() == Severity.ERROR)
        .map(finding -> System.lineSeparator() + "  " + finding.text())
        .collect(Collectors.joining());
  }

  /** Each once, however often Kafka has to be asked. */
  private void warn(List<Finding> findings) {
    findings.stream()
        .filter(finding -> finding.severity() == Severity.WARNING && warnings.add(finding.text()))
        .forEach(finding -> checkupLog.warn("{}", finding.text()));
  }

  /**
   * A name that does not resolve yet is a Kafka that is not up yet: in a container network names come and go. So is one whose brokers are still
   * too few for a new topic.
   */
  static boolean isWorthWaiting(Throwable failure) {
    return failure instanceof RetriableException
        || failure instanceof InvalidReplicationFactorException
        || failure.getCause() instanceof org.apache.kafka.common.config.ConfigException unresolved
            && unresolved.getMessage().contains(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG);
  }

  /** Kafka says 'Failed to create new KafkaAdminClient' and leaves what matters to the causes. */
  static String describe(Throwable failure) {
    Throwable deepest = failure;
    while (deepest.getCause() != null) {
      deepest = deepest.getCause();
    }
    if (deepest instanceof TimeoutException) {
      return "no answer in time";
    }
    return deepest.getMessage() == null ? deepest.getClass().getSimpleName() : deepest.getMessage();
  }

  static String bootstrap(Config config) {
    return config.kafka().get(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG);
  }
}
