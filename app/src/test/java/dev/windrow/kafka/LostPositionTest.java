package dev.windrow.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalLong;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** Records that were deleted before they were read are named; reading on without a word would break the promise that all are accounted for. */
class LostPositionTest {

  private static final TopicPartition PARTITION = new TopicPartition("events", 2);

  @Test
  void deletedRecordsAreNamedByTheirOffsets() {
    assertThat(new LostPosition(PARTITION, 1_000, OptionalLong.of(5_000)).message())
        .startsWith("partition events-2: the records at offsets 1000 to 4999 were deleted before they were read (by retention, or by hand): "
            + "at most 4000 records are not in the results.");
  }

  @Test
  void withoutTheBrokersAnswerOnlyTheFirstIsKnown() {
    assertThat(new LostPosition(PARTITION, 1_000, OptionalLong.empty()).message())
        .startsWith("partition events-2: the records from offset 1000 on were deleted before they were read");
  }

  @Test
  void offsetBehindTheEndIsAnotherMatter() {
    assertThat(new LostPosition(PARTITION, 1_000, OptionalLong.of(0)).message())
        .startsWith("partition events-2: offset 1000, at which reading should go on, is behind the partition's end")
        .endsWith("Reading goes on at offset 0");
  }
}
