package dev.windrow.topology;

import dev.windrow.config.Config;
import dev.windrow.event.EventBatch;
import dev.windrow.kafka.ClockMoves;
import dev.windrow.ops.Meters;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.Punctuator;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.TimestampExtractor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * The processors of both stages as they are, for a simulation that stands in for Kafka Streams: it decodes and settles a
 * frame as a source node does, hands records to the processors and takes what they forward.
 */
public final class SimulatedStages {

  private static final int SIDE_RECORD_BYTES = 4 << 20;

  /** For a group or two: a simulated window has a handful. */
  private static final int BLOCK_BYTES = 30;

  private final Config config;
  private final int mergePartitions;
  private final MergeRules rules;
  private final List<AggregationPlan> plans;
  private final ConfigurationId configuration;
  private final BatchSerde batches;

  /**
   * @param idleAfterMs what both stages believe to be {@code input.idle-after}
   * @param mostAtOnce how many windows of groups stage 2 finishes at a time
   * @param exactlyOnce whether stage 2 refuses what it has merged before
   */
  public SimulatedStages(Config config, long idleAfterMs, int mostAtOnce, boolean exactlyOnce) {
    this.config = config;
    this.mergePartitions = config.state().mergePartitions();
    this.rules = new MergeRules(Set.copyOf(config.input().topics()), idleAfterMs, config.state().retain().toMillis(), mostAtOnce, BLOCK_BYTES, exactlyOnce);
    this.plans = AggregationPlan.of(config);
    this.configuration = ConfigurationId.of(config, mergePartitions);
    this.batches = new BatchSerde(config.schema(), value -> { });
  }

  public enum Kind {
    PARTIAL,
    LATE,
    DEAD_LETTER,
    RESULT
  }

  /** What a processor forwarded. */
  public record Sent(Kind kind, String topic, int mergePartition, Record<byte[], byte[]> record) {}

  /** A task of stage 1. */
  public Combine combine(ClockMoves moves) {
    return new Combine(moves);
  }

  /** The task of stage 2 for one merge partition that finds these stores as its state. */
  public Merge merge(int mergePartition, KeyValueStore<Bytes, byte[]> windows, KeyValueStore<Bytes, byte[]> sources) {
    return new Merge(mergePartition, new ChangesAtCommit(windows), new ChangesAtCommit(sources));
  }

  /** Stage 1 of one task. */
  public final class Combine {

    private final Deserializer<EventBatch> deserializer = batches.deserializer();
    private final TimestampExtractor clock = new PartitionClock();
    private final CombineProcessor processor;
    private final Context context = new Context();

    private Combine(ClockMoves moves) {
      long idleAfterMs = config.input().idleAfter().map(Duration::toMillis).orElse(Long.MAX_VALUE);
      processor = new CombineProcessor(new Combiner(plans, mergePartitions, idleAfterMs), new SideRecords(SIDE_RECORD_BYTES), moves, configuration,
          new TaskCommits(() -> new CommitPace(1, 1, 1), Long.MAX_VALUE), new CombineMetering(Meters.NONE, plans));
      processor.init(context.as());
    }

    /** What Kafka Streams does when a record becomes the head of its queue. */
    public EventBatch settle(ConsumerRecord<byte[], byte[]> frame, long partitionTime) {
      EventBatch batch = deserializer.deserialize(frame.topic(), frame.headers(), frame.value());
      ConsumerRecord<Object, Object> decoded = new ConsumerRecord<>(
          frame.topic(), frame.partition(), frame.offset(), frame.timestamp(), frame.timestampType(),
          0, frame.serializedValueSize(), frame.key(), batch, frame.headers(), frame.leaderEpoch());
      if (clock.extract(decoded, partitionTime) < 0) {
        throw new IllegalStateException("expected no negative time, for which Kafka Streams skips the batch");
      }
      return batch;
    }

    public void process(String topic, int partition, EventBatch batch, Consumer<Sent> out) {
      context.source = new Coordinates(topic, partition, batch.firstOffset());
      context.out = out;
      processor.process(new Record<>(null, batch, batch.clockAfter()));
    }
  }

  /** Stage 2 of one task. */
  public final class Merge {

    private final MergeProcessor processor =
        new MergeProcessor(
            (windows, sources) -> new Merger(plans, rules, windows, sources),
            sources -> new Succession(configuration, AggregationPlan.byId(plans).keySet(), sources),
            new PartialCheck(plans, mergePartitions, config.input().maxAhead().toMillis()),
            new TaskCommits(() -> new CommitPace(1, 1, 1), Long.MAX_VALUE),
            new MergeMetering(Meters.NONE, plans));
    private final int mergePartition;
    private final Context context = new Context();

    private final ChangesAtCommit windowStore;
    private final ChangesAtCommit sourceStore;

    private Merge(int mergePartition, ChangesAtCommit windowStore, ChangesAtCommit sourceStore) {
      this.mergePartition = mergePartition;
      this.windowStore = windowStore;
      this.sourceStore = sourceStore;
      context.mergePartition = mergePartition;
      context.stores = Map.of(MergeStores.WINDOWS, windowStore, MergeStores.SOURCES, sourceStore);
      processor.init(context.as());
    }

    /** Hands over what the changelogs have to be told before a commit: keys and values, null for what was deleted. */
    public void drainTo(BiConsumer<Bytes, byte[]> windows, BiConsumer<Bytes, byte[]> sources) {
      windowStore.drainTo(windows);
      sourceStore.drainTo(sources);
    }

    /** From now on the store hears of open windows only when they close. */
    public void leaveSumsOutOfCommits() {
      windowStore.beforeCommit(() -> { });
    }

    /** True when the task asks for a commit. */
    public boolean process(Record<byte[], byte[]> partial, long nowMs, Consumer<Sent> out) {
      context.source = new Coordinates(MergeStores.PARTIALS, mergePartition, -1);
      context.nowMs = nowMs;
      context.out = out;
      context.commitRequested = false;
      processor.process(partial.withKey(mergePartition));
      return context.commitRequested;
    }

    /** Whether {@link #goOn} has something to do; looks once for all that there was to do at the start. */
    public boolean isBehind() {
      return processor.isBehind();
    }

    /** What Kafka Streams does now and then. */
    public boolean goOn(long nowMs, Consumer<Sent> out) {
      context.nowMs = nowMs;
      context.out = out;
      context.commitRequested = false;
      context.punctuator.punctuate(nowMs);
      return context.commitRequested;
    }
  }

  private record Coordinates(String topic, int partition, long offset) implements RecordMetadata {}

  /** As much of a processor context as the processors use. */
  private final class Context implements InvocationHandler {

    private Map<String, KeyValueStore<Bytes, byte[]>> stores = Map.of();
    private RecordMetadata source;
    private int mergePartition;
    private Consumer<Sent> out;
    private long nowMs;
    private boolean commitRequested;
    private Punctuator punctuator;

    @SuppressWarnings("unchecked")
    ProcessorContext<byte[], Outgoing> as() {
      return (ProcessorContext<byte[], Outgoing>)
          Proxy.newProxyInstance(Context.class.getClassLoader(), new Class<?>[] {ProcessorContext.class}, this);
    }

    @Override
    public Object invoke(Object proxy, Method method, Object[] arguments) {
      switch (method.getName()) {
        case "forward" -> forward((Record<?, ?>) arguments[0]);
        case "commit" -> commitRequested = true;
        case "recordMetadata" -> {
          return Optional.of(source);
        }
        case "getStateStore" -> {
          return stores.get((String) arguments[0]);
        }
        case "currentSystemTimeMs" -> {
          return nowMs;
        }
        case "schedule" -> punctuator = (Punctuator) arguments[2];
        case "applicationId" -> {
          return config.applicationId();
        }
        case "taskId" -> {
          return new TaskId(0, mergePartition);
        }
        default -> throw new UnsupportedOperationException("expected only what the simulation offers, found " + method);
      }
      return null;
    }

    private void forward(Record<?, ?> record) {
      Outgoing outgoing = (Outgoing) record.value();
      Record<byte[], byte[]> plain = new Record<>((byte[]) record.key(), outgoing.value(), record.timestamp(), record.headers());
      out.accept(new Sent(Kind.valueOf(outgoing.kind().name()), outgoing.topic(), outgoing.mergePartition(), plain));
    }
  }
}
