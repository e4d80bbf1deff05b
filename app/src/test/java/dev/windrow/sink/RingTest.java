package dev.windrow.sink;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RingTest {

  private static final FeedPosition START = new FeedPosition(new long[] {10, 20});

  private final Ring ring = new Ring(3, 10_000, START);

  @Test
  void recordsAreTakenFromANumberOn() {
    add(0, 10, 1);
    add(1, 20, 1);

    assertThat(offsets(0, 10)).containsExactly(10L, 20L);
    assertThat(offsets(1, 10)).containsExactly(20L);
    assertThat(offsets(0, 1)).containsExactly(10L);
    assertThat(offsets(2, 10)).isEmpty();
    assertThat(ring.end()).isEqualTo(new Ring.Mark(2, new FeedPosition(new long[] {11, 21})));
  }

  @Test
  void oldestGoesAndWhoWantsItIsTooLate() {
    for (int offset = 10; offset < 14; offset++) {
      add(0, offset, 1);
    }

    assertThat(ring.from(0, 10)).isEmpty();
    assertThat(offsets(1, 10)).containsExactly(11L, 12L, 13L);
    assertThat(ring.behind(START)).isEmpty();
    assertThat(ring.behind(new FeedPosition(new long[] {11, 20}))).map(Ring.Mark::number).contains(1L);
  }

  @Test
  void bytesAreBoundedAndTheLastRecordIsAlwaysKept() {
    add(0, 10, 6_000);
    add(0, 11, 6_000);
    assertThat(offsets(1, 10)).containsExactly(11L);
    assertThat(ring.from(0, 10)).isEmpty();

    add(0, 12, 60_000);
    assertThat(offsets(2, 10)).containsExactly(12L);
  }

  private void add(int partition, long offset, int bytes) {
    ring.add(new FeedRecord(partition, offset, new byte[bytes]));
  }

  private List<Long> offsets(long number, int most) {
    Optional<List<FeedRecord>> found = ring.from(number, most);
    return found.orElseThrow().stream().map(FeedRecord::offset).toList();
  }
}
