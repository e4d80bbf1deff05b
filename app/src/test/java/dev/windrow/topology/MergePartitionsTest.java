package dev.windrow.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MergePartitionsTest {

  /**
   * Computed by another implementation of FNV-1a and MurmurHash3's finalizer. State in Kafka lies where this says, so a
   * change here loses the windows of every running service.
   */
  @ParameterizedTest(name = "{0} {1}")
  @CsvSource(delimiter = '|', value = {
      "by-event-type-00000000 | [\"login\"]         | 0 | 1 | 0 | 4  | 564",
      "by-event-type-00000000 | [\"logout\"]        | 0 | 0 | 0 | 0  | 480",
      "by-event-type-00000000 | [\"purchase\"]      | 0 | 2 | 3 | 11 | 619",
      "by-event-type-00000000 | [\"view\"]          | 0 | 0 | 3 | 11 | 483",
      "all-89abcdef           | []                  | 0 | 0 | 0 | 0  | 208",
      "by-user-01234567       | [417,\"view\"]      | 0 | 2 | 1 | 1  | 897",
      "by-user-01234567       | [\"é\",null,true]   | 0 | 0 | 3 | 3  | 531",
  })
  void assignmentNeverChanges(String aggregation, String group, int of1, int of3, int of4, int of16, int of1000) {
    assertThat(of(aggregation, group, 1)).isEqualTo(of1);
    assertThat(of(aggregation, group, 3)).isEqualTo(of3);
    assertThat(of(aggregation, group, 4)).isEqualTo(of4);
    assertThat(of(aggregation, group, 16)).isEqualTo(of16);
    assertThat(of(aggregation, group, 1000)).isEqualTo(of1000);
  }

  @Test
  void groupsAreSpreadEvenly() {
    int[] groups = new int[8];
    for (int user = 0; user < 8_000; user++) {
      groups[of("by-user-01234567", "[" + user + "]", groups.length)]++;
    }
    for (int count : groups) {
      assertThat(count).isBetween(850, 1_150);
    }
  }

  @Test
  void ledgersOfSourcesAreSpreadOverTheMergePartitions() {
    assertThat(MergePartitions.home(0, 4)).isZero();
    assertThat(MergePartitions.home(5, 4)).isEqualTo(1);
    assertThat(MergePartitions.home(5, 1)).isZero();
  }

  private static int of(String aggregation, String group, int count) {
    return MergePartitions.ofGroup(MergePartitions.aggregationHash(aggregation), group.getBytes(StandardCharsets.UTF_8), count);
  }
}
