package dev.windrow.topology;

import dev.windrow.value.MalformedBytesException;
import dev.windrow.window.SourceId;
import dev.windrow.window.WindowResult;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.streams.errors.StreamsException;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs a {@link Merger} as a stream task: one partial in; results, and what came too late even for a revision, out. A
 * window that closes asks for a commit, so that readers see it soon. One with very many groups is finished in several transactions, since one with all
 * of them would take longer than a transaction may.
 *
 * <p>A record that is no partial of ours stops the service before it is counted: see {@link PartialCheck}.
 */
final class MergeProcessor implements Processor<Integer, byte[], byte[], Outgoing> {

  private static final Logger log = LoggerFactory.getLogger(MergeProcessor.class);

  /** Stream threads look for what is due whenever they have processed some records. */
  private static final Duration GO_ON_EVERY = Duration.ofMillis(10);

  private final BiFunction<MergeStore, MergeStore, Merger> mergers;
  private final PartialCheck check;
  private final Function<MergeStore, Succession> successions;
  private final TaskCommits commits;
  private final MergeMetering metering;
  private final Set<String> droppedBefore = new HashSet<>();
  private ProcessorContext<byte[], Outgoing> context;
  private Merger merger;
  private Succession succession;

  /** Of the last partial; 0 before the first. */
  private long timestamp;

  /**
   * A processor that has no task yet.
   *
   * @param mergers makes its merger, of the stores of windows and of sources
   * @param successions decides about what another configuration sends, of the store of sources
   * @param check decides about what nobody of this application can have sent
   */
  MergeProcessor(
      BiFunction<MergeStore, MergeStore, Merger> mergers, Function<MergeStore, Succession> successions, PartialCheck check, TaskCommits commits,
      MergeMetering metering) {
    this.mergers = mergers;
    this.successions = successions;
    this.check = check;
    this.commits = commits;
    this.metering = metering;
  }

  @Override
  public void init(ProcessorContext<byte[], Outgoing> processorContext) {
    context = processorContext;
    try {
      merger = mergers.apply(store(MergeStores.WINDOWS), store(MergeStores.SOURCES));
      changes(MergeStores.WINDOWS).beforeCommit(this::beforeCommit);
      dropOthers();
      metering.open(context.taskId().partition(), merger);
      context.schedule(GO_ON_EVERY, PunctuationType.WALL_CLOCK_TIME, this::goOn);
    } catch (MalformedBytesException damaged) {
      throw damaged(damaged);
    }
  }

  private void dropOthers() {
    merger.dropOthers().forEach((aggregation, windows) -> log.warn(
        "merge {}: dropped {} windows of aggregation {}, which is no longer configured", context.taskId(), windows, aggregation));
    succession = successions.apply(store(MergeStores.SOURCES));
    succession.begin();
  }

  @Override
  public void process(Record<Integer, byte[]> record) {
    Partial partial = checked(admitted(decoded(record)), record.timestamp());
    timestamp = record.timestamp();
    boolean closed = merge(partial);
    metering.partial(partial, merger, context.currentSystemTimeMs());
    if (commits.after(context.currentSystemTimeMs(), merger.watermark(), partial.caughtUp(), closed)) {
      context.commit();
    }
  }

  /** Whether results of windows that have closed are still to come. */
  boolean isBehind() {
    return merger.isBehind();
  }

  @Override
  public void close() {
    metering.close();
  }

  private Partial decoded(Record<Integer, byte[]> record) {
    try {
      return PartialCheck.decode(record.key(), record.value(), context.taskId().partition());
    } catch (MalformedBytesException malformed) {
      throw foreign(malformed.getMessage());
    }
  }

  private Partial admitted(Partial partial) {
    Map<String, Long> dropped = new TreeMap<>();
    try {
      return succession.admit(partial, dropped);
    } catch (UnknownAggregationException other) {
      throw other.at(record());
    } finally {
      dropped.keySet().stream().filter(droppedBefore::add).forEach(aggregation -> log.warn(
          "merge {}: dropping what was under way to aggregation {}, which is no longer configured", context.taskId(), aggregation));
    }
  }

  private Partial checked(Partial partial, long timestamp) {
    int mergePartition = context.taskId().partition();
    long clockBefore = merger.clock(new SourceId(partial.topic(), partial.partition()));
    check.refusal(partial, new PartialCheck.Arrival(mergePartition, timestamp, clockBefore, context.currentSystemTimeMs()))
        .ifPresent(why -> {
          throw foreign(why);
        });
    return partial;
  }

  private void beforeCommit() {
    try {
      merger.beforeCommit();
      metering.show(merger);
    } catch (MalformedBytesException damaged) {
      throw damaged(damaged);
    }
  }

  private boolean merge(Partial partial) {
    try {
      return merger.merge(partial, this::forward);
    } catch (MalformedBytesException damaged) {
      throw damaged(damaged);
    } catch (OffsetsWentBackException mergedBefore) {
      throw mergedBefore.at(record());
    } catch (UnknownAggregationException unknown) {
      throw unknown.at(record());
    }
  }

  /** Kafka Streams takes a timeout here for a sign of corrupted tasks, and commits what this one has half done. */
  private void goOn(long nowMs) {
    if (commits.isDue(nowMs)) {
      context.commit();
    }
    if (!merger.isBehind()) {
      return;
    }
    try {
      timestamp = timestamp == 0 ? nowMs : timestamp;
      merger.goOn(this::forward);
      context.commit();
    } catch (MalformedBytesException damaged) {
      throw damaged(damaged);
    } catch (TimeoutException e) {
      throw new StreamsException("merge " + context.taskId() + ": Kafka has not taken results in time", e);
    }
  }

  private ForeignPartialException foreign(String why) {
    return new ForeignPartialException(record(), why);
  }

  /** Which record is being merged, in words. */
  private String record() {
    RecordMetadata found = context.recordMetadata().orElseThrow();
    return "record at offset " + found.offset() + " of partition " + found.partition() + " of topic " + found.topic();
  }

  private DamagedStateException damaged(MalformedBytesException cause) {
    return new DamagedStateException(context.applicationId(), context.taskId().partition(), cause);
  }

  private void forward(Merged merged) {
    metering.merged(merged);
    if (merged instanceof Merged.Result result) {
      WindowResult row = result.result();
      WindowResult.Json json = row.json();
      context.forward(new Record<>(json.key(), Outgoing.result(row.output(), json.value()), timestamp));
    } else if (merged instanceof Merged.Expired expired) {
      context.forward(ExpiredRecord.of(expired, timestamp));
    }
  }

  private MergeStore store(String name) {
    return new StreamsMergeStore(changes(name));
  }

  private ChangesAtCommit changes(String name) {
    StateStore store = context.getStateStore(name);
    return ChangesAtCommit.in(store);
  }
}
