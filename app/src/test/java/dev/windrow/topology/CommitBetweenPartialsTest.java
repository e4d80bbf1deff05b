package dev.windrow.topology;

import static dev.windrow.topology.Events.at;
import static dev.windrow.topology.Events.event;
import static org.assertj.core.api.Assertions.assertThat;

import dev.windrow.config.Config;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Found by the simulation: a merge task that was restored from such a commit could never start again. */
class CommitBetweenPartialsTest {

  private final Config config = Configs.of(Configs.COUNTS);
  private final MemoryStore windows = new MemoryStore();
  private final MemoryStore sources = new MemoryStore();

  @Test
  void mergeStartsAgainAfterACommitBetweenThePartialsOfASourcesFirstBatch() {
    Partial complete = new SourcePartition(config, "events", 0, 1, 1).partial(event(at(4), "a"), event(at(7), "x"));
    Partial ahead = complete.incomplete(complete.entries().subList(0, 1));
    Partial last = complete.with(complete.entries().subList(1, 2));

    merge(ahead);

    assertThat(merge(last)).singleElement().satisfies(merged -> assertThat(((Merged.Result) merged).result().start()).isZero());
  }

  /** Each time as a task that has just been given the stores. */
  private List<Merged> merge(Partial partial) {
    List<Merged> merged = new ArrayList<>();
    MergeRules rules = new MergeRules(Set.of("events"), Long.MAX_VALUE, at(600), Integer.MAX_VALUE, GroupBlock.USUAL_BYTES, true);
    Merger merger = new Merger(AggregationPlan.of(config), rules, windows, sources);
    merger.merge(partial, merged::add);
    merger.beforeCommit();
    return merged;
  }
}
