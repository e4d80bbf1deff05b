package dev.windrow.topology;

import dev.windrow.window.WindowResult;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.common.utils.Bytes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs a {@link Merger} as a stream task: one partial in; results, and what came too late even for a revision, out. A
 * window that closes asks for a commit, so that readers see it soon.
 */
final class MergeProcessor implements Processor<Integer, byte[], byte[], Outgoing> {

  private static final Logger log = LoggerFactory.getLogger(MergeProcessor.class);

  private final BiFunction<MergeStore, MergeStore, Merger> mergers;
  private final Function<MergeStore, Succession> successions;
  private final CommitPace commitPace;
  private final Set<String> droppedBefore = new HashSet<>();
  private ProcessorContext<byte[], Outgoing> context;
  private Merger merger;
  private Succession succession;

  /**
   * A processor that has no task yet.
   *
   * @param mergers makes its merger, of the stores of windows and of sources
   * @param successions decides about what another configuration sends, of the store of sources
   */
  MergeProcessor(
      BiFunction<MergeStore, MergeStore, Merger> mergers, Function<MergeStore, Succession> successions, CommitPace commitPace) {
    this.mergers = mergers;
    this.successions = successions;
    this.commitPace = commitPace;
  }

  @Override
  public void init(ProcessorContext<byte[], Outgoing> processorContext) {
    context = processorContext;
    merger = mergers.apply(store(MergeStores.WINDOWS), store(MergeStores.SOURCES));
    merger.dropForgotten().forEach((aggregation, windows) -> log.warn(
        "merge {}: dropped {} windows of aggregation {}, which is no longer configured", context.taskId(), windows, aggregation));
    succession = successions.apply(store(MergeStores.SOURCES));
    succession.begin();
  }

  @Override
  public void process(Record<Integer, byte[]> record) {
    Partial partial = admitted(ConfigurationId.of(record.headers()), Partial.decode(record.value()));
    boolean closed = merger.merge(partial, merged -> forward(merged, record.timestamp()));
    if (closed && commitPace.allows(context.currentSystemTimeMs())) {
      context.commit();
    }
  }

  private Partial admitted(Optional<ConfigurationId> configuration, Partial partial) {
    Map<String, Long> dropped = new TreeMap<>();
    Partial admitted = succession.admit(configuration, partial, dropped);
    dropped.keySet().stream().filter(droppedBefore::add).forEach(aggregation -> log.warn(
        "merge {}: dropping what was under way to aggregation {}, which is no longer configured", context.taskId(), aggregation));
    return admitted;
  }

  private void forward(Merged merged, long timestamp) {
    if (merged instanceof Merged.Result result) {
      WindowResult row = result.result();
      context.forward(new Record<>(row.keyJson(), Outgoing.result(row.output(), row.valueJson()), timestamp));
    } else if (merged instanceof Merged.Expired expired) {
      context.forward(ExpiredRecord.of(expired, timestamp));
    }
  }

  private MergeStore store(String name) {
    KeyValueStore<Bytes, byte[]> store = context.getStateStore(name);
    return new StreamsMergeStore(store);
  }
}
