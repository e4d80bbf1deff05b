package dev.windrow.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.windrow.aggregate.Accumulator;
import dev.windrow.aggregate.Measure;
import dev.windrow.aggregate.Measures;
import dev.windrow.value.NumberColumn;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class SumTableTest {

  private static final NumberColumn[] NO_COLUMNS = {};

  private final SumTable table = new SumTable(new Measures(List.of(Measure.parse("n", "count()"))));

  @Test
  void sameWindowAndGroupIsTheSameSum() {
    Accumulator sum = table.at(5, 1);

    assertThat(table.at(5, 1)).isSameAs(sum);
    assertThat(table.at(5, 2)).isNotSameAs(sum);
    assertThat(table.at(10, 1)).isNotSameAs(sum);
    assertThat(table.at(5, 1)).isSameAs(sum);
    assertThat(counts()).containsOnlyKeys("5/1", "5/2", "10/1");
  }

  @Test
  void emptyTableHandsOutNothing() {
    assertThat(counts()).isEmpty();

    table.at(5, 1);
    table.clear();

    assertThat(counts()).isEmpty();
  }

  @Test
  void clearedTableStartsWithEmptySums() {
    table.at(5, 1).add(NO_COLUMNS, 0);
    table.clear();

    assertThat(table.at(5, 1).count()).isZero();
  }

  @Test
  void tableGrowsWithoutLosingASum() {
    for (int round = 0; round < 3; round++) {
      for (int start = 0; start < 300; start++) {
        for (int group = 0; group < 300; group++) {
          table.at(start * 5_000L, group).add(NO_COLUMNS, 0);
        }
      }
    }
    assertThat(counts()).hasSize(90_000);
    assertThat(counts().values()).containsOnly(3L);

    table.clear();
    table.at(0, 7).add(NO_COLUMNS, 0);
    assertThat(counts()).containsOnly(Map.entry("0/7", 1L));
  }

  private Map<String, Long> counts() {
    Map<String, Long> counts = new TreeMap<>();
    table.forEach((start, group, sum) -> assertThat(counts.put(start + "/" + group, sum.count())).isNull());
    return counts;
  }
}
