package dev.windrow.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.windrow.event.EventBatch;
import dev.windrow.event.EventDecoder;
import dev.windrow.event.EventSchema;
import dev.windrow.event.FrameWriter;
import dev.windrow.event.RawRecord;
import dev.windrow.value.MalformedBytesException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Damaged frames: refused as malformed, or read as a batch that the service can work with; in memory that their size justifies. */
@Tag("fuzz")
class FrameFuzzTest {

  private static final int RUNS = 10_000;
  private static final long ALLOCATED_AT_MOST = 1 << 20;
  private static final long ALLOCATED_PER_BYTE = 400;
  private static final long MAX_OFFSET = 1L << 62;
  private static final long END_OF_YEAR_9999 = 253_402_300_799_999L;

  private long refused;

  @Test
  void damagedFramesAreRefusedOrMakeSense() {
    Fuzz fuzz = Fuzz.of(FrameFuzzTest.class, RUNS, 0.15);
    loadClasses();
    fuzz.run(seed -> {
      byte[] damaged = damagedFrame(seed);
      fault(seed, damaged).ifPresent(fault -> {
        byte[] shortest = Shrinker.shrunk(damaged, shorter -> fault(seed, shorter).isPresent());
        throw new AssertionError(fault + "\n  hex " + HexFormat.of().formatHex(damaged) + "\n\nshortest: " + fault(seed, shortest).orElse("not again")
            + "\n  hex " + HexFormat.of().formatHex(shortest));
      });
    });
    System.out.println("  refused: " + refused);
    if (fuzz.isDefault()) {
      assertThat(refused).isBetween(RUNS / 10L, RUNS * 9L / 10);
    }
  }

  /** Loading them allocates what no frame is to blame for. */
  private void loadClasses() {
    for (long seed = 0; seed < 100; seed++) {
      decoded(new EventDecoder(Shape.of((int) seed).schema()), damagedFrame(seed));
    }
    refused = 0;
  }

  private static byte[] damagedFrame(long seed) {
    Random random = new Random(seed);
    ByteMutations damage = new ByteMutations(random);
    if (random.nextInt(10) == 0) {
      return damage.mutated(FrameWriter.idle(1 + random.nextInt(9), Documents.NOW, random.nextInt(100_000)), 3);
    }
    Documents documents = new Documents(Shape.of((int) seed), random);
    List<RawRecord> records = new ArrayList<>();
    for (int i = random.nextInt(6); i >= 0; i--) {
      records.add(DecoderFuzz.record(random.nextBoolean() ? documents.event() : documents.next(), 10 + 3 * records.size(), random));
    }
    return damage.mutated(EventDecoding.frameOf(records), 3);
  }

  private Optional<String> fault(long seed, byte[] frame) {
    try {
      EventSchema schema = Shape.of((int) seed).schema();
      EventDecoder decoder = new EventDecoder(schema);
      Allocation allocation = new Allocation();
      EventBatch batch = decoded(decoder, frame);
      allocation.requireAtMost(ALLOCATED_AT_MOST, ALLOCATED_PER_BYTE, frame.length);
      if (batch != null) {
        assertSane(schema, batch);
      }
      return Optional.empty();
    } catch (RuntimeException | AssertionError | OutOfMemoryError thrown) {
      return Optional.of(thrown.getClass().getSimpleName() + ": " + thrown.getMessage());
    }
  }

  private EventBatch decoded(EventDecoder decoder, byte[] frame) {
    try {
      return decoder.decode(frame);
    } catch (MalformedBytesException malformed) {
      refused++;
      return null;
    }
  }

  /** What both stages rely on. */
  private static void assertSane(EventSchema schema, EventBatch batch) {
    batch.settle(7, 5, Documents.NOW);
    require("partitions", batch.partitions() >= 1);
    require("wall time", batch.wallMs() >= 0);
    require("quiet time", batch.quietMs() >= 0 && (batch.idle() || batch.quietMs() == 0));
    require("idle frame without records", !batch.idle() || batch.size() == 0);
    require("clock that does not go back", batch.clockAfter() >= 5 && batch.clockAfter() <= END_OF_YEAR_9999);
    long before = 6;
    for (int row = 0; row < batch.size(); row++) {
      RawRecord raw = batch.raw(row);
      require("offsets that ascend", raw.offset() == batch.offset(row) && raw.offset() > before && raw.offset() <= MAX_OFFSET);
      require("time", !batch.isGood(row) || batch.time(row) >= 0 && batch.time(row) <= END_OF_YEAR_9999);
      require("outcome", !Outcome.of(schema, batch, row).verdict().isEmpty());
      before = raw.offset();
    }
    require("offset after the batch", batch.nextOffset() == before + 1);
  }

  private static void require(String what, boolean sane) {
    if (!sane) {
      throw new AssertionError("no sane batch: expected another " + what);
    }
  }
}
