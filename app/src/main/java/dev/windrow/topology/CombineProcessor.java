package dev.windrow.topology;

import dev.windrow.event.EventBatch;
import dev.windrow.event.RawRecord;
import dev.windrow.kafka.ClockMoves;
import java.time.Duration;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/**
 * Runs a {@link Combiner} as a stream task: one batch in; late events, dead letters and partials out. Keeps no store. A clock that lets a window close asks for a
 * commit, so that stage 2 hears of it soon.
 *
 * <p>What it forwards carries the source record's Kafka timestamp: with an old event's time it would be deleted by
 * retention, with a future one refused by the broker.
 */
final class CombineProcessor implements Processor<byte[], EventBatch, byte[], Outgoing> {

  /** At what is due to be committed. */
  private static final Duration LOOK_EVERY = Duration.ofMillis(10);

  private final Combiner combiner;
  private final SideRecords sideRecords;
  private final ClockMoves moves;
  private final ConfigurationId configuration;
  private final TaskCommits commits;
  private final CombineMetering metering;
  private ProcessorContext<byte[], Outgoing> context;

  CombineProcessor(
      Combiner combiner, SideRecords sideRecords, ClockMoves moves, ConfigurationId configuration, TaskCommits commits, CombineMetering metering) {
    this.combiner = combiner;
    this.sideRecords = sideRecords;
    this.moves = moves;
    this.configuration = configuration;
    this.commits = commits;
    this.metering = metering;
  }

  @Override
  public void init(ProcessorContext<byte[], Outgoing> processorContext) {
    context = processorContext;
    metering.open(context.taskId().partition());
    context.schedule(LOOK_EVERY, PunctuationType.WALL_CLOCK_TIME, this::commitWhatWaits);
  }

  @Override
  public void process(Record<byte[], EventBatch> record) {
    RecordMetadata source = context.recordMetadata().orElseThrow();
    EventBatch batch = record.value();
    if (batch.clockAfter() > batch.clockBefore()) {
      moves.moved(source.topic(), source.partition(), batch.wallMs());
    }
    metering.batch(source.topic(), batch);
    combiner.combine(source.topic(), source.partition(), batch, combined -> forward(source, record, combined));
    if (commits.after(context.currentSystemTimeMs(), batch.clockAfter(), batch.caughtUp(), combiner.mayClose(batch))) {
      context.commit();
    }
    // Not when something was thrown: then the same batch comes once more.
    batch.release();
  }

  private void commitWhatWaits(long nowMs) {
    if (commits.isDue(nowMs)) {
      context.commit();
    }
  }

  @Override
  public void close() {
    metering.close();
  }

  private void forward(RecordMetadata source, Record<byte[], EventBatch> record, Combined combined) {
    if (combined instanceof Combined.ForMerge forMerge) {
      context.forward(partial(record.value(), forMerge));
    } else if (combined instanceof Combined.Late late) {
      context.forward(sideRecords.late(source, new Combined.Late(withKey(record, late.event()), late.clock(), late.missed())));
    } else if (combined instanceof Combined.DeadLetter deadLetter) {
      metering.deadLetter(deadLetter);
      context.forward(sideRecords.deadLetter(source, new Combined.DeadLetter(withKey(record, deadLetter.event()), deadLetter.reject())));
    }
  }

  /** A frame has no key of its own; the key of an event that came alone stands beside it. */
  private static RawRecord withKey(Record<byte[], EventBatch> record, RawRecord event) {
    return record.key() == null ? event : new RawRecord(record.key(), event.value(), event.headers(), event.offset(), event.timestamp());
  }

  private Record<byte[], Outgoing> partial(EventBatch batch, Combined.ForMerge forMerge) {
    byte[] encoded = forMerge.partial().under(configuration).encode();
    metering.partial(forMerge.partial(), encoded.length);
    return new Record<>(null, Outgoing.partial(forMerge.mergePartition(), encoded), batch.maxRecordTimestamp());
  }
}
