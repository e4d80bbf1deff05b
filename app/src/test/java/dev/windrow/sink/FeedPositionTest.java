package dev.windrow.sink;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FeedPositionTest {

  @Test
  void textCanBeReadAgainForTheSameTopicOnly() {
    FeedPosition position = new FeedPosition(new long[] {0, 17, Long.MAX_VALUE});

    assertThat(position.text("results")).matches("[A-Za-z0-9_-]+");
    assertThat(FeedPosition.parse("results", position.text("results"))).contains(position);
    assertThat(FeedPosition.parse("others", position.text("results"))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "7", "no base64!", "AAAAAAAAAAAA", "________"})
  void otherTextIsNone(String text) {
    assertThat(FeedPosition.parse("results", text)).isEmpty();
  }

  @Test
  void recordMovesItsPartitionAndNeverBack() {
    FeedPosition position = new FeedPosition(new long[] {5, 5}).after(1, 7).after(1, 2).after(2, 0);

    assertThat(position).isEqualTo(new FeedPosition(new long[] {5, 8, 1}));
    assertThat(position.next(9)).isZero();
  }
}
