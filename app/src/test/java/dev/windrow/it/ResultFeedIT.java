package dev.windrow.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.windrow.sink.FeedListener;
import dev.windrow.sink.FeedPosition;
import dev.windrow.sink.FeedRecord;
import dev.windrow.sink.ResultFeed;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Listening to the topic of the results. */
@Timeout(120)
final class ResultFeedIT {

  private static final int MORE_THAN_IS_KEPT = 25_000;

  @RegisterExtension
  private final Scenario scenario = new Scenario();

  private Settings settings;
  private ResultFeed feed;

  @BeforeEach
  void topic() throws Exception {
    settings = scenario.settings();
    scenario.createTopic(settings.output(), 2);
    feed = scenario.closeLater(new ResultFeed(settings.config()));
  }

  @Test
  void listenerGetsWhatComesAfterItHasBegun() throws Exception {
    send(false, "before");
    FeedListener listener = begun(Optional.empty());

    send(false, "one", "two");

    assertThat(taken(listener, 2)).containsExactlyInAnyOrder("one", "two");
    assertThat(listener.resumed()).isFalse();
  }

  @Test
  void whatIsNotCommittedIsNotHeard() throws Exception {
    FeedListener listener = begun(Optional.empty());

    send(true, "aborted");
    send(false, "committed");

    assertThat(taken(listener, 1)).containsExactly("committed");
  }

  @Test
  void listenerGoesOnBehindItsPositionFromWhatIsKept() throws Exception {
    FeedListener first = begun(Optional.empty());
    send(false, "one");
    assertThat(taken(first, 1)).containsExactly("one");
    Optional<FeedPosition> position = FeedPosition.parse(settings.output(), first.position().orElseThrow());
    send(false, "two", "three");
    assertThat(taken(first, 2)).hasSize(2);

    FeedListener again = begun(position);

    assertThat(taken(again, 2)).containsExactlyInAnyOrder("two", "three");
    assertThat(again.resumed()).isTrue();
  }

  @Test
  void listenerGoesOnBehindItsPositionFromTheTopicWhenNobodyListenedMeanwhile() throws Exception {
    FeedListener first = begun(Optional.empty());
    Optional<FeedPosition> position = FeedPosition.parse(settings.output(), first.position().orElseThrow());
    first.close();
    feed.close();
    send(false, "one", "two", "three");
    ResultFeed later = scenario.closeLater(new ResultFeed(settings.config()));

    FeedListener again = later.listen(settings.output(), position, () -> { });
    List<String> heard = new ArrayList<>(taken(again, 3));
    send(false, "four");
    heard.addAll(taken(again, 1));

    assertThat(heard).containsExactlyInAnyOrder("one", "two", "three", "four");
  }

  @Test
  void listenerThatTakesNothingForLongIsToldAndMissesNothingWhenItListensAnew() throws Exception {
    FeedListener slow = begun(Optional.empty());
    String[] many = IntStream.range(0, MORE_THAN_IS_KEPT).mapToObj(i -> "r" + i).toArray(String[]::new);
    send(false, many);
    scenario.until("it is behind", () -> {
      FeedListener other = begun(Optional.empty());
      other.close();
      return behind(slow);
    });

    FeedListener again = begun(FeedPosition.parse(settings.output(), slow.position().orElseThrow()));

    assertThat(taken(again, MORE_THAN_IS_KEPT)).containsExactlyInAnyOrder(many);
  }

  /** Looks without taking: a position that is too old stays so. */
  private static boolean behind(FeedListener listener) {
    return listener.take(0).state() == FeedListener.State.BEHIND;
  }

  private FeedListener begun(Optional<FeedPosition> after) {
    FeedListener listener = scenario.closeLater(feed.listen(settings.output(), after, () -> { }));
    scenario.until("it listens", () -> listener.position().isPresent());
    return listener;
  }

  private List<String> taken(FeedListener listener, int count) {
    List<String> taken = new ArrayList<>();
    scenario.until(count + " records", () -> {
      for (FeedRecord record : listener.take(1_000).records()) {
        taken.add(new String(record.value(), StandardCharsets.UTF_8));
      }
      return taken.size() >= count;
    });
    return taken;
  }

  private void send(boolean abort, String... values) {
    Map<String, Object> transactional = Map.of(
        "bootstrap.servers", scenario.kafka().bootstrapServers(), "transactional.id", settings.output() + "-test");
    try (KafkaProducer<String, String> producer = new KafkaProducer<>(transactional, new StringSerializer(), new StringSerializer())) {
      producer.initTransactions();
      producer.beginTransaction();
      for (String value : values) {
        producer.send(new ProducerRecord<>(settings.output(), value, value));
      }
      if (abort) {
        producer.flush();
        producer.abortTransaction();
      } else {
        producer.commitTransaction();
      }
    }
  }
}
