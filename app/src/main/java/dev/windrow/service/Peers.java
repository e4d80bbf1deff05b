package dev.windrow.service;

import dev.windrow.topology.ConfigurationId;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The instances that are in the application's group already. Their names tell under which configuration they run; with another one than
 * theirs, this one must not join them. Thread-safe.
 */
final class Peers implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Peers.class);

  /** Longer than the session of one that was killed usually lasts. */
  private static final int ATTEMPTS = 30;

  private static final Duration PAUSE = Duration.ofSeconds(1);

  /** What {@link #name} makes, with the number that Kafka Streams gives to each thread. */
  private static final Pattern NAME = Pattern.compile("[0-9a-f-]{36}\\.([0-9a-f]{8})-\\d+");

  private final String applicationId;
  private final CountDownLatch closed = new CountDownLatch(1);

  Peers(String applicationId) {
    this.applicationId = applicationId;
  }

  /** The name of an instance in the group: the same after a restart with the same configuration. */
  static String name(String instanceId, ConfigurationId configuration) {
    return instanceId + "." + configuration;
  }

  /**
   * Waits until nobody in the group runs under another configuration; false when closed meanwhile.
   *
   * @throws OtherConfigurationException when somebody goes on to do so
   */
  boolean awaitAgreement(ConfigurationId own, Admin admin) throws InterruptedException, ExecutionException {
    for (int attempt = 1; ; attempt++) {
      List<String> others = others(members(admin), own);
      if (others.isEmpty()) {
        return true;
      }
      if (attempt == ATTEMPTS) {
        throw new OtherConfigurationException(applicationId, others);
      }
      if (attempt == 1) {
        log.info("waiting for instances with another configuration to leave the group {}: {}", applicationId, others);
      }
      if (closed.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS)) {
        return false;
      }
    }
  }

  @Override
  public void close() {
    closed.countDown();
  }

  /** Those that say that they run under another configuration, for people to recognise. */
  static List<String> others(Collection<MemberDescription> members, ConfigurationId own) {
    return members.stream()
        .filter(member -> isOther(member.groupInstanceId().orElse(""), own))
        .map(member -> member.clientId() + " at " + member.host().replaceFirst("^/", ""))
        .sorted()
        .toList();
  }

  private static boolean isOther(String name, ConfigurationId own) {
    Matcher matcher = NAME.matcher(name);
    return matcher.matches() && !matcher.group(1).equals(own.toString());
  }

  private Collection<MemberDescription> members(Admin admin) throws InterruptedException, ExecutionException {
    try {
      return admin.describeConsumerGroups(List.of(applicationId)).all().get().get(applicationId).members();
    } catch (ExecutionException failure) {
      if (failure.getCause() instanceof GroupIdNotFoundException) {
        return List.of();
      }
      throw failure;
    }
  }
}
