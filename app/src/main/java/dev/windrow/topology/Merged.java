package dev.windrow.topology;

import dev.windrow.value.Group;
import dev.windrow.window.WindowResult;
import java.util.List;

/** What stage 2 gives out; the topology splits it by kind. */
sealed interface Merged {

  /** A result, or a revision of one. */
  record Result(WindowResult result) implements Merged {}

  /**
   * Events for a window that is no longer kept (rule S7): they came too late even for a revision.
   *
   * @param events how many
   */
  record Expired(String topic, int partition, String aggregation, long start, long end, List<String> groupNames, Group group, long events)
      implements Merged {}
}
