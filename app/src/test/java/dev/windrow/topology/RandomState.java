package dev.windrow.topology;

import dev.windrow.aggregate.Accumulator;
import dev.windrow.value.Decimals;
import dev.windrow.value.Group;
import dev.windrow.value.NumberColumn;
import dev.windrow.window.SourceClock;
import dev.windrow.window.WindowResult;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Supplier;

/** Random values of what the service writes, with everything that it may hold. */
final class RandomState {

  private static final String[] TEXTS = {"", "user-events", "by-type-01234567", "é漢😀", "\u0001\u001f\"\\\b\f\n\r\t\u007f/", "\u2028\ufeff"};

  private final Random random;

  RandomState(Random random) {
    this.random = random;
  }

  int below(int bound) {
    return random.nextInt(bound);
  }

  String text() {
    return TEXTS[below(TEXTS.length)] + (random.nextBoolean() ? "" : "x".repeat(below(200)));
  }

  /** An aggregation's id, which is never empty and has no zero byte. */
  String aggregation() {
    return "a" + text();
  }

  long time() {
    return number() % 253_402_300_800_000L;
  }

  Partial partial() {
    int partitions = 1 + below(1_000);
    long from = time();
    long quietMs = random.nextInt(4) == 0 ? time() : Partial.NOT_IDLE;
    Partial partial = new Partial(text(), below(partitions), partitions, from, from + below(1 << 20), time(), quietMs, time(), random.nextBoolean(), random.nextBoolean(),
        list(3, () -> new Partial.LedgerEntry(aggregation(), counts())),
        list(5, () -> new Partial.Entry(random.nextBoolean() ? "all-89abcdef" : aggregation(), time(), group(), accumulator())));
    return random.nextBoolean() ? partial : partial.under(new ConfigurationId(random.nextInt()));
  }

  WindowState window() {
    return switch (below(3)) {
      case 0 -> WindowState.open(accumulator());
      case 1 -> WindowState.open(accumulator()).closed();
      default -> new WindowState(WindowResult.Status.REVISED, Math.max(1, number()), accumulator());
    };
  }

  SourceState source() {
    Map<String, Counts> ledger = new TreeMap<>();
    list(4, this::aggregation).forEach(aggregation -> ledger.put(aggregation, counts()));
    SourceClock clock = new SourceClock(number(), random.nextBoolean() ? SourceClock.NOT_ANNOUNCED : time(), number());
    return new SourceState(below(Integer.MAX_VALUE), clock, number(), number(), number(), ledger);
  }

  Counts counts() {
    return new Counts(number(), number(), number(), number(), number(), number(), number());
  }

  Accumulator accumulator() {
    int rows = below(6);
    NumberColumn[] columns = new NumberColumn[below(4)];
    Accumulator sum = new Accumulator(columns.length);
    for (int field = 0; field < columns.length; field++) {
      columns[field] = column(rows);
    }
    for (int row = 0; row < rows; row++) {
      sum.add(columns, row);
    }
    return sum;
  }

  /** One at least. */
  List<Map.Entry<Group, Accumulator>> groups() {
    List<Map.Entry<Group, Accumulator>> groups = new ArrayList<>(list(5, () -> Map.entry(group(), accumulator())));
    groups.add(Map.entry(group(), accumulator()));
    return groups;
  }

  Group group() {
    return Group.of(list(4, () -> switch (below(6)) {
      case 0 -> null;
      case 1 -> random.nextBoolean();
      case 2, 3 -> decimal();
      default -> text();
    }));
  }

  private NumberColumn column(int rows) {
    NumberColumn column = new NumberColumn(rows);
    for (int row = 0; row < rows; row++) {
      BigDecimal number = decimal().stripTrailingZeros();
      if (below(5) == 0) {
        column.none(row);
      } else if (Decimals.fixed(number) == Decimals.NOT_FIXED) {
        column.big(row, number);
      } else {
        column.fixed(row, Decimals.fixed(number));
      }
    }
    return column;
  }

  /** In range by rule S11. */
  private BigDecimal decimal() {
    return switch (below(5)) {
      case 0 -> BigDecimal.valueOf(random.nextInt(2_000) - 1_000, 2);
      case 1 -> Decimals.ofFixed(random.nextLong() >> 1 | 1);
      case 2 -> new BigDecimal("9." + "123456789".repeat(3) + "e" + (below(801) - 400)).multiply(BigDecimal.valueOf(random.nextBoolean() ? 1 : -1));
      case 3 -> new BigDecimal(new BigInteger(112, random), below(100) - 50);
      default -> BigDecimal.valueOf(random.nextLong(), below(30) - 5);
    };
  }

  /** From 0 to the highest long, of any length. */
  private long number() {
    return random.nextLong() >>> 1 + below(63);
  }

  private <T> List<T> list(int most, Supplier<T> supplier) {
    List<T> list = new ArrayList<>();
    for (int count = below(most + 1); count > 0; count--) {
      list.add(supplier.get());
    }
    return list;
  }
}
