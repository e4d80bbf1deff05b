package dev.windrow.aggregate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.windrow.value.ByteReader;
import dev.windrow.value.ByteWriter;
import dev.windrow.value.Decimals;
import dev.windrow.value.MalformedBytesException;
import dev.windrow.value.NumberColumn;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What every {@link Aggregate} must hold. A test of an implementation extends this and says how it is made and read, and what it must
 * answer, computed in another way. Rows are lists of numbers, one per column, null for none. The seed is part of a test's name.
 */
abstract class AggregateContract<C, A extends Aggregate<C, A>> {

  /** How many columns a row has. */
  abstract int width();

  abstract A empty();

  abstract C columns(List<List<BigDecimal>> rows);

  abstract A decode(ByteReader in);

  /** Everything that the aggregate can be asked. */
  abstract List<String> answers(A aggregate);

  /** What it must answer after these rows. */
  abstract List<String> expected(List<List<BigDecimal>> rows);

  static LongStream seeds() {
    return LongStream.range(0, 100);
  }

  @Test
  void nothingAddedIsAnsweredAsNothing() {
    assertThat(answers(empty())).isEqualTo(expected(List.of()));
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void s11AnyPortionsInAnyOrderGiveTheExpectedAnswersAndTheSameBytes(long seed) {
    Random random = new Random(seed);
    List<List<BigDecimal>> rows = rows(random);
    A atOnce = of(rows);

    Collections.shuffle(rows, random);
    A inPortions = inPortions(rows, random);

    assertThat(answers(atOnce)).isEqualTo(expected(rows));
    assertThat(answers(inPortions)).isEqualTo(expected(rows));
    assertThat(bytes(inPortions)).isEqualTo(bytes(atOnce));
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void mergingIsCommutativeAndAssociativeAndAnEmptyOneChangesNothing(long seed) {
    Random random = new Random(seed);
    List<List<BigDecimal>> a = rows(random);
    List<List<BigDecimal>> b = rows(random);
    List<List<BigDecimal>> c = rows(random);

    assertThat(bytes(merged(of(a), of(b)))).isEqualTo(bytes(merged(of(b), of(a))));
    assertThat(bytes(merged(merged(of(a), of(b)), of(c)))).isEqualTo(bytes(merged(of(a), merged(of(b), of(c)))));
    assertThat(bytes(merged(of(a), empty()))).isEqualTo(bytes(of(a)));
    assertThat(bytes(merged(empty(), of(a)))).isEqualTo(bytes(of(a)));
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void mergingLeavesTheOtherAsItIsAndApart(long seed) {
    Random random = new Random(seed);
    List<List<BigDecimal>> rows = rows(random);
    A other = of(rows);
    A into = empty();

    into.merge(other);
    into.merge(of(rows(random)));

    assertThat(bytes(other)).isEqualTo(bytes(of(rows)));
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void whatWasDecodedIsWhatWasEncodedAndNoByteMoreIsRead(long seed) {
    Random random = new Random(seed);
    List<List<BigDecimal>> rows = rows(random);
    ByteWriter out = new ByteWriter();
    of(rows).encode(out);
    out.writeBytes(new byte[] {1, 2, 3});
    ByteReader in = new ByteReader(out.toBytes());

    A decoded = decode(in);

    assertThat(in.remaining()).isEqualTo(3);
    assertThat(answers(decoded)).isEqualTo(expected(rows));
    assertThat(bytes(decoded)).isEqualTo(bytes(of(rows)));
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void bytesCutAnywhereAreRefused(long seed) {
    byte[] whole = bytes(of(rows(new Random(seed))));

    for (int length = 0; length < whole.length; length++) {
      byte[] cut = Arrays.copyOf(whole, length);
      assertThatExceptionOfType(MalformedBytesException.class)
          .as("cut to %d of %d", length, whole.length)
          .isThrownBy(() -> decode(new ByteReader(cut)));
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void damagedBytesAreRefusedOrStillAreAnAggregate(long seed) {
    Random random = new Random(seed);
    byte[] whole = bytes(of(rows(random)));

    for (int i = 0; i < whole.length; i++) {
      byte[] damaged = whole.clone();
      damaged[i] = (byte) random.nextInt(256);
      try {
        A decoded = decode(new ByteReader(damaged));
        assertThat(answers(decode(new ByteReader(bytes(decoded))))).isEqualTo(answers(decoded));
      } catch (MalformedBytesException refused) {
        assertThat(refused).hasMessageContainingAll("at byte ", ": expected ", ", found ");
      }
    }
  }

  private A of(List<List<BigDecimal>> rows) {
    A aggregate = empty();
    C columns = columns(rows);
    for (int row = 0; row < rows.size(); row++) {
      aggregate.add(columns, row);
    }
    return aggregate;
  }

  /** Splits the rows at random, aggregates each part in this way again, and sends some parts through bytes. */
  private A inPortions(List<List<BigDecimal>> rows, Random random) {
    if (rows.size() < 3) {
      return of(rows);
    }
    int split = random.nextInt(rows.size() + 1);
    A merged = merged(inPortions(rows.subList(0, split), random), of(rows.subList(split, rows.size())));
    return random.nextBoolean() ? merged : decode(new ByteReader(bytes(merged)));
  }

  private static <C, A extends Aggregate<C, A>> A merged(A into, A other) {
    into.merge(other);
    return into;
  }

  static byte[] bytes(Aggregate<?, ?> aggregate) {
    ByteWriter out = new ByteWriter();
    aggregate.encode(out);
    return out.toBytes();
  }

  static NumberColumn column(List<BigDecimal> numbers) {
    NumberColumn column = new NumberColumn(numbers.size());
    for (int row = 0; row < numbers.size(); row++) {
      BigDecimal number = numbers.get(row);
      if (number == null) {
        column.none(row);
      } else if (Decimals.fixed(number) == Decimals.NOT_FIXED) {
        column.big(row, number.stripTrailingZeros());
      } else {
        column.fixed(row, Decimals.fixed(number));
      }
    }
    return column;
  }

  /** Rows whose numbers are of random kinds; some seeds have everyday numbers only, some the extremes too. */
  private List<List<BigDecimal>> rows(Random random) {
    int kinds = 1 + random.nextInt(8);
    List<List<BigDecimal>> rows = new ArrayList<>();
    for (int count = random.nextInt(30); count > 0; count--) {
      List<BigDecimal> row = new ArrayList<>();
      for (int column = 0; column < width(); column++) {
        row.add(number(random.nextInt(kinds), random));
      }
      rows.add(row);
    }
    return rows;
  }

  private static BigDecimal number(int kind, Random random) {
    return switch (kind) {
      case 0 -> BigDecimal.valueOf(random.nextInt(20_000) - 10_000, 2);
      case 1 -> null;
      case 2 -> BigDecimal.valueOf(random.nextInt(5) - 2);
      case 3 -> Decimals.ofFixed(random.nextLong() >> random.nextInt(64) | 1);
      case 4 -> Decimals.ofFixed((Long.MAX_VALUE - 1 - random.nextInt(3)) * (random.nextBoolean() ? 1 : -1));
      case 5 -> BigDecimal.valueOf(random.nextLong(), random.nextInt(30) - 5);
      case 6 -> BigDecimal.valueOf(random.nextInt(2000) - 1000, 10 + random.nextInt(3));
      default -> new BigDecimal((random.nextBoolean() ? "-" : "") + "9." + "123456789".repeat(3) + "e" + (random.nextInt(801) - 400));
    };
  }
}
