package dev.windrow.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import dev.windrow.aggregate.Accumulator;
import dev.windrow.aggregate.Measure;
import dev.windrow.aggregate.Measures;
import dev.windrow.value.ByteReader;
import dev.windrow.value.ByteWriter;
import dev.windrow.value.Decimals;
import dev.windrow.value.Group;
import dev.windrow.value.MalformedBytesException;
import dev.windrow.value.NumberColumn;
import dev.windrow.window.SourceClock;
import dev.windrow.window.SourceId;
import dev.windrow.window.WindowResult;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The formats of what lies in Kafka: partials and stores. A running service meets bytes that an older version wrote, so a
 * change of the golden file needs a new version number and a way to read the old one.
 */
class WireFormatTest {

  private static final int MUTATIONS = 20_000;
  private static final long MOST_BYTES_PER_DECODE = 4 << 20;

  private static final Group GROUP = Group.of(Arrays.asList("é", new BigDecimal("1.5"), true, null));
  private static final Counts COUNTS = new Counts(1_000_000, 999_000, 1, 200, 300, 400, 99);

  private static final Partial PARTIAL = new Partial(
      "user-events", 3, 4, 1_000_000, 1_020_000, 1_795_170_930_250L, Partial.NOT_IDLE, 1_795_170_931_000L, false, true,
      List.of(new Partial.LedgerEntry("by-type-01234567", COUNTS), new Partial.LedgerEntry("all-89abcdef", Counts.NONE)),
      List.of(
          new Partial.Entry("by-type-01234567", 1_795_170_930_000L, GROUP, sum("50.12", "0.31", null)),
          new Partial.Entry("by-type-01234567", 1_795_170_935_000L, GROUP, sum("1e25", "-1e-12")),
          new Partial.Entry("all-89abcdef", 0, Group.of(List.of()), new Accumulator(0))));

  private static final Partial INCOMPLETE = PARTIAL.incomplete(PARTIAL.entries().subList(0, 1));

  private static final Partial CONFIGURED = new Partial(
      "user-events", 3, 4, 5, 7, 1_795_170_930_250L, Partial.NOT_IDLE, 1_795_170_931_000L, true, true, List.of(), List.of()).under(new ConfigurationId(0x89abcdef));

  private static final Partial IDLE = new Partial(
      "user-events", 0, 1, 0, 0, 0, 10_250, 1_795_170_931_000L, false, true, List.of(), List.of());

  private static final WindowState OPEN = WindowState.open(sum("50.12", "0.31", null));
  private static final WindowState REVISED = new WindowState(WindowResult.Status.REVISED, 300, sum("1e25", "-1e-12"));

  private static final SourceState SOURCE = new SourceState(
      4, new SourceClock(1_795_170_930_250L, 1_795_170_931_000L, 10_250), 1_020_000, 1_795_170_931_500L, 2,
      Map.of("by-type-01234567", COUNTS, "all-89abcdef", Counts.NONE));

  private static final Closed HALF_FINISHED = new Closed(
      1_795_170_935_000L, 1_795_170_930_000L, new WindowKey("by-type-01234567", 1_795_170_928_000L, GROUP).encode());

  /** How something is written and read again. */
  record Format(String name, byte[] bytes, Consumer<byte[]> decode) {

    @Override
    public String toString() {
      return name;
    }
  }

  static List<Format> formats() {
    return List.of(
        new Format("partial of a batch", PARTIAL.encode(), bytes -> assertRead(PARTIAL, Partial.decode(bytes))),
        new Format("partial that goes ahead of the complete one", INCOMPLETE.encode(), bytes -> assertRead(INCOMPLETE, Partial.decode(bytes))),
        new Format("partial of the last batch that was there, which says under which configuration it was made", CONFIGURED.encode(), bytes -> assertRead(CONFIGURED, Partial.decode(bytes))),
        new Format("partial of an idle source", IDLE.encode(), bytes -> assertRead(IDLE, Partial.decode(bytes))),
        new Format("counts", encoded(COUNTS), bytes -> assertThat(Counts.decode(new ByteReader(bytes))).isEqualTo(COUNTS)),
        new Format("open window", OPEN.encode(), bytes -> assertThat(WindowState.decode(bytes).encode()).isEqualTo(OPEN.encode())),
        new Format("revised window", REVISED.encode(), bytes -> assertThat(WindowState.decode(bytes).encode()).isEqualTo(REVISED.encode())),
        new Format("source", SOURCE.encode(), bytes -> assertThat(SourceState.decode(bytes)).isEqualTo(SOURCE)),
        new Format("source not heard from", SourceState.UNHEARD.encode(), bytes -> assertThat(SourceState.decode(bytes)).isEqualTo(SourceState.UNHEARD)),
        new Format("key of a window", new WindowKey("by-type-01234567", 1_795_170_930_000L, GROUP).encode(),
            bytes -> assertThat(WindowKey.decode(bytes)).isEqualTo(new WindowKey("by-type-01234567", 1_795_170_930_000L, GROUP))),
        new Format("block of groups", block(), bytes -> assertThat(Codec.BLOCK.encode().apply(Codec.BLOCK.decode().apply(bytes))).isEqualTo(bytes)),
        new Format("key of a block of groups", WindowKey.block("by-type-01234567", 1_795_170_930_000L, 3, GROUP),
            bytes -> assertThat(WindowKey.run(bytes)).isEqualTo(3)),
        new Format("key of a source", SourceKey.of(new SourceId("user-events", 3)),
            bytes -> assertThat(SourceKey.source(bytes)).isEqualTo(new SourceId("user-events", 3))),
        new Format("key of how far an aggregation is closed", SourceKey.closedUpTo("by-type-01234567"),
            bytes -> assertThat(SourceKey.aggregation(bytes)).isEqualTo("by-type-01234567")),
        new Format("how far an aggregation is closed, its groups half finished", HALF_FINISHED.encode(),
            bytes -> assertThat(Closed.decode(bytes).encode()).isEqualTo(bytes)));
  }

  private static byte[] block() {
    return Codec.BLOCK.encode().apply(List.of(
        Map.entry(GROUP, sum("50.12", "0.31", null)), Map.entry(Group.of(List.of("é", new BigDecimal("2"))), sum("1e25", "-1e-12"))));
  }

  /** Those that come with a version and checks; damaged keys are none that we would look up, and the last has a key in it. */
  static List<Format> checkedFormats() {
    return formats().stream().filter(format -> !format.name().startsWith("key") && !format.name().startsWith("how far")).toList();
  }

  @Test
  void formatsAreThoseOfTheGoldenFile() throws IOException {
    Map<String, String> hex = new LinkedHashMap<>();
    formats().forEach(format -> hex.put(format.name(), HexFormat.of().formatHex(format.bytes())));

    Golden.file("wire-formats.txt").expect(String.join("", hex.entrySet().stream().map(entry -> "# " + entry.getKey() + "\n" + entry.getValue() + "\n").toList()));
  }

  @ParameterizedTest
  @MethodSource("formats")
  void whatWasWrittenIsRead(Format format) {
    format.decode().accept(format.bytes());
  }

  @ParameterizedTest
  @MethodSource("checkedFormats")
  void everythingShorterIsMalformed(Format format) {
    for (int length = 0; length < format.bytes().length; length++) {
      byte[] cut = Arrays.copyOf(format.bytes(), length);
      assertThatThrownBy(() -> decode(format, cut)).as("%d of %d bytes", length, format.bytes().length).isInstanceOf(MalformedBytesException.class);
    }
  }

  @ParameterizedTest
  @MethodSource("checkedFormats")
  void anythingBehindTheEndIsMalformed(Format format) {
    byte[] longer = Arrays.copyOf(format.bytes(), format.bytes().length + 1);

    if (!format.name().equals("counts")) {
      assertThatThrownBy(() -> decode(format, longer)).isInstanceOf(MalformedBytesException.class);
    }
  }

  @ParameterizedTest
  @MethodSource("checkedFormats")
  void otherVersionsAreRefused(Format format) {
    if (!format.name().equals("counts")) {
      byte[] other = format.bytes().clone();
      other[0]++;

      assertThatThrownBy(() -> decode(format, other)).isInstanceOf(MalformedBytesException.class).hasMessageContaining("version");
    }
  }

  @ParameterizedTest
  @MethodSource("checkedFormats")
  void damagedBytesAreMalformedOrMeanSomethingElseAndNeverTakeMuchMemory(Format format) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    int malformed = 0;
    for (int seed = 0; seed < MUTATIONS; seed++) {
      byte[] damaged = damaged(format.bytes(), new Random(seed));
      long before = threads.getCurrentThreadAllocatedBytes();
      try {
        decode(format, damaged);
      } catch (MalformedBytesException expected) {
        malformed++;
      } catch (RuntimeException | Error other) {
        throw new AssertionError("seed " + seed + " of " + format + ": " + HexFormat.of().formatHex(damaged), other);
      }
      assertThat(threads.getCurrentThreadAllocatedBytes() - before).as("bytes for seed %d of %s", seed, format).isLessThan(MOST_BYTES_PER_DECODE);
    }
    assertThat(malformed).isPositive();
  }

  /** As the service decodes it, whatever it means. */
  private static void decode(Format format, byte[] bytes) {
    if (format.name().startsWith("partial")) {
      Partial.decode(bytes);
    } else if (format.name().endsWith("window")) {
      WindowState.decode(bytes);
    } else if (format.name().startsWith("source")) {
      SourceState.decode(bytes);
    } else if (format.name().startsWith("block")) {
      Codec.BLOCK.decode().apply(bytes);
    } else {
      Counts.decode(new ByteReader(bytes));
    }
  }

  private static byte[] damaged(byte[] bytes, Random random) {
    byte[] damaged = bytes.clone();
    for (int times = 1 + random.nextInt(3); times > 0; times--) {
      int at = random.nextInt(damaged.length);
      switch (random.nextInt(4)) {
        case 0 -> damaged[at] ^= (byte) (1 << random.nextInt(8));
        case 1 -> damaged[at] = (byte) 0xff;
        case 2 -> damaged = Arrays.copyOf(damaged, Math.max(1, at));
        default -> {
          // A length of 2^31 - 1, wherever it falls.
          byte[] huge = {(byte) 0xff, (byte) 0xff, (byte) 0xff, (byte) 0xff, 7};
          System.arraycopy(huge, 0, damaged, at, Math.min(huge.length, damaged.length - at));
        }
      }
    }
    return damaged;
  }

  private static void assertRead(Partial written, Partial read) {
    assertThat(read).usingRecursiveComparison().ignoringFields("entries").isEqualTo(written);
    assertThat(read.entries()).extracting(entry -> entry.aggregation() + entry.windowStart() + entry.group() + entry.sum().count())
        .isEqualTo(written.entries().stream().map(entry -> entry.aggregation() + entry.windowStart() + entry.group() + entry.sum().count()).toList());
    assertThat(read.encode()).isEqualTo(written.encode());
  }

  private static byte[] encoded(Counts counts) {
    ByteWriter out = new ByteWriter();
    counts.encode(out);
    return out.toBytes();
  }

  /** The sum of events with these numbers; null for an event without one. */
  private static Accumulator sum(String... numbers) {
    NumberColumn column = new NumberColumn(numbers.length);
    Accumulator sum = new Measures(List.of(Measure.parse("sum", "sum(value)"))).newAccumulator();
    for (int row = 0; row < numbers.length; row++) {
      if (numbers[row] == null) {
        column.none(row);
      } else if (Decimals.fixed(new BigDecimal(numbers[row])) == Decimals.NOT_FIXED) {
        column.big(row, new BigDecimal(numbers[row]));
      } else {
        column.fixed(row, Decimals.fixed(new BigDecimal(numbers[row])));
      }
      sum.add(new NumberColumn[] {column}, row);
    }
    return sum;
  }
}
