package dev.windrow.ingest.enrich;

import static org.assertj.core.api.Assertions.assertThat;

import dev.windrow.config.Enrichment;
import dev.windrow.event.FieldPath;
import dev.windrow.ingest.enrich.Answer.Failed;
import dev.windrow.ingest.enrich.Answer.Found;
import dev.windrow.ingest.enrich.Answer.Missing;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnswersTest {

  private static final long PLENTY = 64 << 20;
  private static final Answer FOUND = new Found(Map.of(FieldPath.parse("c"), Json.tree("'DE'")));

  private final AtomicLong nanos = new AtomicLong();

  @Test
  void whatWasFoundIsKeptAsLongAsItIsSaid() {
    Answers answers = answers(10, PLENTY);
    answers.keep("a", FOUND);

    pass(Duration.ofMinutes(10).minusNanos(1));
    assertThat(answers.find("a")).contains(FOUND);

    pass(Duration.ofNanos(1));
    assertThat(answers.find("a")).isEmpty();
  }

  @Test
  void thatThereIsNoneIsKeptForATimeOfItsOwn() {
    Answers answers = answers(10, PLENTY);
    answers.keep("a", FOUND);
    answers.keep("b", new Missing());

    pass(Duration.ofMinutes(1).minusNanos(1));
    assertThat(answers.find("b")).contains(new Missing());

    pass(Duration.ofNanos(1));
    assertThat(answers.find("b")).isEmpty();
    assertThat(answers.find("a")).contains(FOUND);
  }

  @Test
  void anAnswerThatIsGivenAnewIsKeptFromThenOn() {
    Answers answers = answers(10, PLENTY);
    answers.keep("a", new Missing());
    pass(Duration.ofSeconds(59));
    answers.keep("a", FOUND);

    pass(Duration.ofMinutes(9));

    assertThat(answers.find("a")).contains(FOUND);
    assertThat(answers.count()).isEqualTo(1);
    assertThat(answers.bytes()).isEqualTo(Footprint.of("a", FOUND));
  }

  @Test
  void failuresAreNotKept() {
    Answers answers = answers(10, PLENTY);
    answers.keep("a", new Failed("x"));

    assertThat(answers.find("a")).isEmpty();
    assertThat(answers.bytes()).isZero();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 10, 1_000})
  void thereAreNeverMoreThanIsSaidAndAsManyHaveRoom(int entries) {
    Answers answers = answers(entries, PLENTY);
    IntStream.range(0, entries).forEach(i -> answers.keep("a" + i, FOUND));
    assertThat(IntStream.range(0, entries).filter(i -> answers.find("a" + i).isPresent()).count()).isEqualTo(entries);
    assertThat(answers.pushedOut()).isZero();

    IntStream.range(0, entries).forEach(i -> answers.keep("b" + i, FOUND));

    assertThat(answers.count()).isEqualTo(entries);
    assertThat(answers.pushedOut()).isEqualTo(entries);
    assertThat(answers.pushedOut()).isZero();
  }

  @Test
  void theyNeverTakeMoreMemoryThanIsSaid() {
    Answers answers = answers(1_000, 100_000);
    Answer large = new Found(Map.of(FieldPath.parse("c"), Json.tree("'" + "x".repeat(5_000) + "'")));

    for (int i = 0; i < 100; i++) {
      answers.keep("a" + i, large);
      assertThat(answers.bytes()).isLessThanOrEqualTo(101_000);
    }

    assertThat(answers.count()).isBetween(5L, 9L);
    long taken = IntStream.range(0, 100).mapToObj(i -> "a" + i).filter(url -> answers.find(url).isPresent()).mapToLong(url -> Footprint.of(url, large)).sum();
    assertThat(answers.bytes()).isEqualTo(taken);
  }

  @Test
  void anAnswerThatIsLargerThanAllTheMemoryIsNotKept() {
    Answers answers = answers(10, 1_000);
    answers.keep("a", new Found(Map.of(FieldPath.parse("c"), Json.tree("'" + "x".repeat(5_000) + "'"))));

    assertThat(answers.find("a")).isEmpty();
    assertThat(answers.bytes()).isZero();
  }

  @Test
  void nothingIsKeptWhereNothingMayBe() {
    Answers none = answers(0, PLENTY);
    none.keep("a", FOUND);
    assertThat(none.find("a")).isEmpty();

    Answers never = new Answers(new Enrichment.Cache(10, Duration.ZERO, Duration.ZERO), PLENTY, nanos::get);
    never.keep("a", FOUND);
    never.keep("b", new Missing());
    assertThat(never.find("a")).isEmpty();
    assertThat(never.find("b")).isEmpty();
    assertThat(never.bytes()).isZero();
  }

  @Test
  void keptForTheLongestTimeThereIsItIsKept() {
    Answers answers = new Answers(new Enrichment.Cache(10, Duration.ofDays(36_500), Duration.ofDays(36_500)), PLENTY, nanos::get);
    answers.keep("a", FOUND);

    pass(Duration.ofDays(36_000));

    assertThat(answers.find("a")).contains(FOUND);
  }

  private void pass(Duration time) {
    nanos.addAndGet(time.toNanos());
  }

  private Answers answers(int entries, long mostBytes) {
    return new Answers(new Enrichment.Cache(entries, Duration.ofMinutes(10), Duration.ofMinutes(1)), mostBytes, nanos::get);
  }
}
