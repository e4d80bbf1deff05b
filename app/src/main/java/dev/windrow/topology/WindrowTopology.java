package dev.windrow.topology;

import dev.windrow.config.Config;
import dev.windrow.config.Guarantee;
import dev.windrow.event.EventBatch;
import dev.windrow.kafka.ClockMoves;
import dev.windrow.kafka.Topics;
import dev.windrow.ops.MeterName;
import dev.windrow.ops.Meters;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Branched;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.kstream.Repartitioned;
import org.apache.kafka.streams.processor.RecordContext;
import org.apache.kafka.streams.processor.StreamPartitioner;
import org.apache.kafka.streams.processor.TopicNameExtractor;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.state.StoreBuilder;

/**
 * The topology: stage 1 adds up batches of one source partition, stage 2 merges the sums of all of them.
 *
 * <pre>
 * input topics ─► combine ─┬─► partials (Q partitions) ─► merge ─┬─► result topics
 *                          ├─► late topic ◄──────────────────────┘ (expired)
 *                          └─► dead-letter topic
 * </pre>
 */
public final class WindrowTopology {

  /** Windows that close all the time are committed this often. */
  private static final long HURRY_MS = 50;

  /** So many commits for windows that close may follow each other at once. */
  private static final int HURRIES_AT_ONCE = 4;

  /** A transaction with as many results, of each task of a thread, is through within a second or a few; its timeout is ten. */
  private static final int FINISHED_AT_ONCE = 20_000;

  /** Somebody waits for what is not older. */
  private static final long RECENT_MS = 10_000;

  private static final Serde<byte[]> BYTES = Serdes.ByteArray();

  private final Config config;
  private final int mergePartitions;
  private final SideRecords sideRecords;
  private final ClockMoves moves;
  private final Meters meters;
  private final List<AggregationPlan> plans;
  private final ConfigurationId configuration;

  /** That of each stream thread, whose tasks commit together. */
  private final ThreadLocal<CommitPace> paces;

  private WindrowTopology(Config config, TopologySettings settings, ClockMoves moves, Meters meters) {
    this.config = config;
    this.mergePartitions = settings.mergePartitions();
    this.sideRecords = new SideRecords(settings.sideRecordBytes());
    this.moves = moves;
    this.meters = meters;
    this.plans = AggregationPlan.of(config);
    this.configuration = ConfigurationId.of(config, mergePartitions);
    this.paces = ThreadLocal.withInitial(() -> new CommitPace(HURRY_MS, HURRIES_AT_ONCE, config.latency().toMillis()));
  }

  /** Builds the topology of a configuration; {@code moves} is told when an event moves a partition's clock, {@code meters} what is done. */
  public static Topology build(Config config, TopologySettings settings, ClockMoves moves, Meters meters) {
    return new WindrowTopology(config, settings, moves, meters).build();
  }

  /** The topology in words, as it would be on a Kafka where nothing exists yet. */
  public static String describe(Config config) {
    TopologySettings settings = new TopologySettings(config.state().mergePartitions(), Topics.MAX_MESSAGE_BYTES);
    return build(config, settings, new ClockMoves(), Meters.NONE).describe().toString();
  }

  private Topology build() {
    StreamsBuilder builder = new StreamsBuilder();

    KStream<byte[], EventBatch> batches = builder.stream(config.input().topics(), input());

    Map<String, KStream<byte[], Outgoing>> combined = batches
        .process(this::combine, Named.as("combine"))
        .split(Named.as("combined-"))
        .branch((key, out) -> out.kind() == Outgoing.Kind.PARTIAL, Branched.as("partials"))
        .branch((key, out) -> out.kind() == Outgoing.Kind.LATE, Branched.as("late"))
        .defaultBranch(Branched.as("dead-letters"));

    Map<String, KStream<byte[], Outgoing>> merged = combined.get("combined-partials")
        .map((key, out) -> KeyValue.pair(out.mergePartition(), out.value()), Named.as("to-merge-partition"))
        .repartition(partials())
        .process(merge(), Named.as("merge"))
        .split(Named.as("merged-"))
        .branch((key, out) -> out.kind() == Outgoing.Kind.RESULT, Branched.as("results"))
        .defaultBranch(Branched.as("expired"));

    merged.get("merged-results")
        .to(new OutputTopic(), Produced.with(BYTES, new OutgoingSerde()).withName("result-topics"));
    values(combined.get("combined-late"), "late-values").to(config.input().late(), produced("late"));
    values(merged.get("merged-expired"), "expired-values").to(config.input().late(), produced("expired"));
    values(combined.get("combined-dead-letters"), "dead-letter-values").to(config.input().deadLetters(), produced("dead-letters"));
    return builder.build();
  }

  /** A class of its own, because the topology's description shows it. */
  private static final class OutputTopic implements TopicNameExtractor<byte[], Outgoing> {

    @Override
    public String extract(byte[] key, Outgoing out, RecordContext context) {
      return out.topic();
    }

    @Override
    public String toString() {
      return "output of the aggregation";
    }
  }

  private Consumed<byte[], EventBatch> input() {
    return Consumed.with(BYTES, new BatchSerde(config.schema(), meters.distribution(MeterName.DECODE_TIME))).withTimestampExtractor(new PartitionClock()).withName("input");
  }

  private Processor<byte[], EventBatch, byte[], Outgoing> combine() {
    return new CombineProcessor(
        new Combiner(plans, mergePartitions, idleAfterMs()), sideRecords, moves, configuration, commits(), new CombineMetering(meters, plans));
  }

  /** Keyed by the number of the merge partition, which the partitioner obeys. */
  private Repartitioned<Integer, byte[]> partials() {
    StreamPartitioner<Integer, byte[]> obey = (topic, partition, value, count) -> Optional.of(Set.of(partition));
    return Repartitioned.with(new MergePartitionSerde(), BYTES)
        .withName(MergeStores.PARTIALS)
        .withNumberOfPartitions(mergePartitions)
        .withStreamPartitioner(obey);
  }

  private ProcessorSupplier<Integer, byte[], byte[], Outgoing> merge() {
    MergeRules rules = new MergeRules(
        Set.copyOf(config.input().topics()), idleAfterMs(), config.state().retain().toMillis(), FINISHED_AT_ONCE, GroupBlock.USUAL_BYTES,
        config.guarantee() == Guarantee.EXACTLY_ONCE);
    PartialCheck check = new PartialCheck(plans, mergePartitions, config.input().maxAhead().toMillis());
    return new ProcessorSupplier<>() {
      @Override
      public Processor<Integer, byte[], byte[], Outgoing> get() {
        return new MergeProcessor(
            (windows, sources) -> new Merger(plans, rules, windows, sources),
            sources -> new Succession(configuration, AggregationPlan.byId(plans).keySet(), sources),
            check,
            commits(),
            new MergeMetering(meters, plans));
      }

      @Override
      public Set<StoreBuilder<?>> stores() {
        return MergeStores.builders(config.state().store());
      }
    };
  }

  private TaskCommits commits() {
    return new TaskCommits(paces::get, RECENT_MS);
  }

  private static KStream<byte[], byte[]> values(KStream<byte[], Outgoing> outgoing, String name) {
    return outgoing.mapValues(Outgoing::value, Named.as(name));
  }

  private static Produced<byte[], byte[]> produced(String name) {
    return Produced.with(BYTES, BYTES).withName(name + "-topic");
  }

  private long idleAfterMs() {
    return config.input().idleAfterMs();
  }
}
