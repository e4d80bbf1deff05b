package dev.windrow.topology;

import java.util.Set;

/**
 * What stage 2 has to know besides the aggregations.
 *
 * @param topics the input topics: all partitions of all of them are waited for
 * @param idleAfterMs as configured; Long.MAX_VALUE is never
 * @param retainMs how long closed windows are kept, in event time past their close
 * @param mostAtOnce how many windows of groups are finished at a time: what goes into one transaction has to fit into its timeout
 * @param blockBytes how large a {@link GroupBlock} gets before another one is begun
 * @param exactlyOnce whether an offset range that was merged before is an error, or possible and counted
 */
record MergeRules(Set<String> topics, long idleAfterMs, long retainMs, int mostAtOnce, int blockBytes, boolean exactlyOnce) {

  MergeRules {
    topics = Set.copyOf(topics);
  }
}
