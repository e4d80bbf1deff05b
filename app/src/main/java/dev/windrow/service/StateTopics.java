package dev.windrow.service;

import dev.windrow.topology.MergeStores;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListTopicsOptions;

/**
 * The topics in which an application keeps its state: all of them belong together, and to the group's offsets. Kafka Streams would create one that was deleted
 * anew, and results would lack what was in it.
 */
final class StateTopics {

  private StateTopics() {}

  /**
   * Makes sure that none of an application that has run is gone.
   *
   * @throws IncompleteStateException when one is
   */
  static void requireComplete(String applicationId, Admin admin) throws ExecutionException, InterruptedException {
    requireComplete(applicationId, admin.listTopics(new ListTopicsOptions().listInternal(true)).names().get(), hasMerged(admin, applicationId));
  }

  /** @param hasMerged whether the group has committed offsets of what is between the stages */
  static void requireComplete(String applicationId, Set<String> existing, boolean hasMerged) {
    String partials = MergeStores.partialsTopic(applicationId);
    Set<String> missing = new TreeSet<>(MergeStores.changelogTopics(applicationId));
    missing.removeAll(existing);
    boolean hasState = missing.size() < MergeStores.changelogTopics(applicationId).size();
    if (!existing.contains(partials)) {
      missing.add(partials);
    } else if (!hasMerged) {
      // The first start ended before there was any state.
      return;
    }
    if (!missing.isEmpty() && (hasState || hasMerged)) {
      throw new IncompleteStateException(applicationId, missing);
    }
  }

  private static boolean hasMerged(Admin admin, String applicationId) throws ExecutionException, InterruptedException {
    String partials = MergeStores.partialsTopic(applicationId);
    return admin.listConsumerGroupOffsets(applicationId).partitionsToOffsetAndMetadata().get().keySet().stream()
        .anyMatch(partition -> partition.topic().equals(partials));
  }
}
