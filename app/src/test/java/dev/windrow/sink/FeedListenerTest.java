package dev.windrow.sink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.windrow.config.Config;
import dev.windrow.sink.FeedListener.State;
import dev.windrow.sink.FeedListener.Taken;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What somebody takes who listens to a topic of two partitions. */
@Timeout(30)
class FeedListenerTest {

  private static final String TOPIC = "event-aggregates";
  private static final FeedPosition START = new FeedPosition(new long[] {0, 0});

  private final Ring ring = new Ring(1_000, 1 << 20, START);
  private final FeedListener listener = new FeedListener(new ResultFeed(Config.defaults()), TOPIC, Optional.empty(), () -> { });

  @Test
  void goingOnBehindMoreThanIsTakenAtOnceGivesAtOnceWhatIsNew() {
    IntStream.range(0, 500).forEach(offset -> add(0, offset));
    add(1, 0);

    listener.listen(ring, ring.behind(new FeedPosition(new long[] {500, 0})).orElseThrow(), true);

    assertThat(listener.take(100).records()).extracting(FeedRecord::partition, FeedRecord::offset).containsExactly(org.assertj.core.groups.Tuple.tuple(1, 0L));
    assertThat(listener.take(100)).isEqualTo(new Taken(State.LISTENING, List.of()));
  }

  @Test
  void goingOnAtTheEndGivesNothingUntilSomethingComes() {
    IntStream.range(0, 500).forEach(offset -> add(0, offset));
    listener.listen(ring, ring.behind(new FeedPosition(new long[] {500, 0})).orElseThrow(), true);
    assertThat(listener.take(100)).isEqualTo(new Taken(State.LISTENING, List.of()));

    add(0, 500);

    assertThat(listener.take(100).records()).extracting(FeedRecord::offset).containsExactly(500L);
  }

  @Test
  void whoHasTakenTooLittleForTooLongIsBehind() {
    listener.listen(ring, ring.end(), false);

    IntStream.range(0, 1_001).forEach(offset -> add(0, offset));

    assertThat(listener.take(100).state()).isEqualTo(State.BEHIND);
  }

  @Test
  void whatIsReplayedToSomebodyWhoHasGoneHoldsUpNobody() throws Exception {
    listener.replay(ring, ring.end(), START);
    for (int offset = 0; offset < FeedListener.REPLAYED_AHEAD; offset++) {
      listener.replayed(record(0, offset));
    }

    listener.close();

    listener.replayed(record(0, FeedListener.REPLAYED_AHEAD));
    assertThat(listener.isClosed()).isTrue();
  }

  private void add(int partition, long offset) {
    ring.add(record(partition, offset));
  }

  private static FeedRecord record(int partition, long offset) {
    return new FeedRecord(partition, offset, new byte[] {'{', '}'});
  }
}
