package dev.windrow.window;

import static org.assertj.core.api.Assertions.assertThat;

import dev.windrow.value.Group;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WindowPositionTest {

  @Test
  void newerWindowsComeFirstAndTheGroupsOfAWindowInCanonicalOrder() {
    WindowPosition newerB = position(10, "b");
    WindowPosition newerA = position(10, "a");
    WindowPosition older = position(5, "a");

    assertThat(Stream.of(older, newerB, newerA).sorted()).containsExactly(newerA, newerB, older);
  }

  @Test
  void textCanBeReadAgain() {
    WindowPosition position = new WindowPosition(1_795_170_930_000L, Group.of(List.of("lo\"gin\n", "ü")));

    assertThat(position.text()).matches("[A-Za-z0-9_-]+");
    assertThat(WindowPosition.parse(position.text())).contains(position);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "AAAA", "not base64!", "____________", "AAAAAAAAAAA"})
  void otherTextIsNone(String text) {
    assertThat(WindowPosition.parse(text)).isEmpty();
  }

  @Test
  void endlessTextIsNone() {
    assertThat(WindowPosition.parse("A".repeat(100_000))).isEmpty();
  }

  private static WindowPosition position(long start, String group) {
    return new WindowPosition(start, Group.of(List.of(group)));
  }
}
