package dev.windrow.service;

import dev.windrow.config.Aggregation;
import dev.windrow.config.Config;
import dev.windrow.kafka.ClientSettings;
import dev.windrow.kafka.ClientSigns;
import dev.windrow.ops.Finding;
import dev.windrow.ops.Health;
import dev.windrow.ops.Severity;
import dev.windrow.topology.MergeStores;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
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
 * Says when what the service runs on goes away, and when it is back: the stream threads' clients wait for Kafka without a word. Asks every
 * few seconds, with a client of its own, looks at how long the producers have been waiting, and whether the state folder is there.
 */
final class Watch implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Watch.class);

  private static final Duration PAUSE = Duration.ofSeconds(2);
  private static final int ANSWER_WITHIN_MS = 5_000;

  /** Closing a window with very many groups can take as long. */
  private static final long LONG_WAIT_MS = 15_000;

  private static final String KAFKA = "kafka";
  private static final String DISK = "disk";
  private static final String WAITING = "nothing is lost, the service waits and goes on by itself";

  private final Config config;
  private final Path stateFolder;
  private final ClientSigns signs;
  private final HealthReports health;
  private final Clock clock;
  private final Consumer<Exception> onOtherCluster;
  private final List<String> writtenTopics;
  private final Outage outage = new Outage();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Admin admin;

  /** Of the Kafka that the service was started on; empty until it has answered for the first time. Confined to the watching thread. */
  private String cluster = "";
  private long answersSinceMs;
  private boolean folderGone;

  private Watch(Config config, Path stateFolder, ClientSigns signs, HealthReports health, Consumer<Exception> onOtherCluster, Clock clock) {
    this.config = config;
    this.stateFolder = stateFolder;
    this.writtenTopics = writtenTopics(config);
    this.onOtherCluster = onOtherCluster;
    this.signs = signs;
    this.health = health;
    this.clock = clock;
    Map<String, Object> settings = new HashMap<>(ClientSettings.admin(config));
    settings.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, ANSWER_WITHIN_MS);
    settings.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, ANSWER_WITHIN_MS);
    this.admin = Admin.create(settings);
  }

  /** Starts to watch, and to report; {@code onOtherCluster} is told when another Kafka than the one it began with answers. */
  static Watch start(
      Config config, Path stateFolder, ClientSigns signs, HealthReports health, Consumer<Exception> onOtherCluster, Clock clock) {
    Watch watch = new Watch(config, stateFolder, signs, health, onOtherCluster, clock);
    Thread thread = new Thread(watch::run, "windrow-watch");
    thread.setDaemon(true);
    thread.start();
    return watch;
  }

  private static List<String> writtenTopics(Config config) {
    Set<String> topics = new TreeSet<>(MergeStores.changelogTopics(config.applicationId()));
    topics.add(MergeStores.partialsTopic(config.applicationId()));
    topics.add(config.input().late());
    topics.add(config.input().deadLetters());
    config.aggregations().stream().map(Aggregation::output).forEach(topics::add);
    return List.copyOf(topics);
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
    lookAtFolder();
    long before = clock.millis();
    Optional<String> refusal = refusal();
    if (closed.getCount() == 0) {
      return;
    }
    if (refusal.isPresent()) {
      answersSinceMs = 0;
      health.report(Health.waiting(KAFKA, "does not answer, or refuses"));
      say(outage.bad("Kafka at " + KafkaConnection.bootstrap(config) + " " + refusal.get(), WAITING, before, clock.millis()));
      return;
    }
    answersSinceMs = answersSinceMs == 0 ? clock.millis() : answersSinceMs;
    lookAtProducers();
  }

  /** A producer that has waited while Kafka was away needs some time to find its way back. */
  private void lookAtProducers() throws InterruptedException {
    Optional<ClientSigns.Wait> wait = signs.longestWait();
    long now = clock.millis();
    boolean stalled = wait.isPresent() && now - Math.max(answersSinceMs, wait.get().sinceMs()) >= LONG_WAIT_MS;
    health.report(stalled ? Health.waiting(KAFKA, "answers, but does not take what is sent") : Health.ready(KAFKA, "answers"));
    if (stalled) {
      stalled(wait.get());
    } else if (!outage.isOn() || wait.filter(found -> found.sinceMs() < answersSinceMs).isEmpty()) {
      outage.good(now).ifPresent(again -> log.info("Kafka at {} answers and takes what is sent {}", KafkaConnection.bootstrap(config), again));
      sayRejoins();
    }
  }

  private void lookAtFolder() {
    boolean gone = !Files.isDirectory(stateFolder);
    health.report(gone ? Health.broken(DISK, "the state folder is gone") : disk(new StateFolderChecks(config.state()).findings()));
    if (!folderGone && gone) {
      folderGone = true;
      log.warn("the state folder {} was removed while the service runs. It goes on with what it has; start it again soon, and never a second one before:"
          + " state is then read again from Kafka, nothing is lost", stateFolder);
    }
  }

  private static Health disk(List<Finding> findings) {
    return findings.stream().filter(finding -> finding.severity() == Severity.ERROR).findFirst()
        .map(finding -> Health.waiting(DISK, "the state folder " + finding.found()))
        .orElse(Health.ready(DISK, "the state folder can be written to"));
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
      closed.countDown();
      onOtherCluster.accept(new KafkaUnusableException("Kafka at " + KafkaConnection.bootstrap(config) + " is another cluster than before: expected "
          + cluster + ", found " + found + ". Was its data removed, or does the address lead elsewhere? The next start goes by what it finds there", null));
    }
  }

  private static String refusal(Throwable failure) {
    return failure instanceof RetriableException ? "does not answer" : "refuses (" + KafkaConnection.describe(failure) + ")";
  }

  private void stalled(ClientSigns.Wait wait) throws InterruptedException {
    List<String> gone = goneTopics();
    if (!gone.isEmpty()) {
      say(outage.bad("expected topics that are not there any more (" + String.join(", ", gone) + "), nothing can be committed", "what was in them is"
          + " lost. The service waits; stop it and start it again, which creates them anew", wait.sinceMs(), clock.millis()));
      return;
    }
    String what = wait.topic().map(topic -> "records for topic " + topic).orElse("a commit");
    say(outage.bad("Kafka at " + KafkaConnection.bootstrap(config) + " answers, but does not take " + what,
        "is a broker down, or are too few replicas in sync? " + WAITING, wait.sinceMs(), clock.millis()));
  }

  private List<String> goneTopics() throws InterruptedException {
    List<String> gone = new ArrayList<>();
    for (var asked : admin.describeTopics(writtenTopics).topicNameValues().entrySet()) {
      try {
        asked.getValue().get();
      } catch (ExecutionException failure) {
        if (failure.getCause() instanceof UnknownTopicOrPartitionException) {
          gone.add(asked.getKey());
        }
      }
    }
    return gone;
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
