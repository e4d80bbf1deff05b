package dev.windrow.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.windrow.value.Group;
import dev.windrow.window.WindowPosition;
import dev.windrow.window.WindowResult.Status;
import dev.windrow.window.WindowSelection;
import io.vertx.core.MultiMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ParametersTest {

  private static final List<String> KNOWN = List.of("from", "to", "status", "limit", "cursor");

  private final MultiMap given = MultiMap.caseInsensitiveMultiMap();

  @Test
  void nothingGivenMeansEverything() {
    assertThat(parameters().selection()).isEqualTo(WindowSelection.ALL);
    assertThat(parameters().limit(1)).isEqualTo(100);
    assertThat(parameters().cursor()).isEmpty();
  }

  @Test
  void everythingGivenIsUnderstood() {
    WindowPosition cursor = new WindowPosition(5, Group.of(List.of("login")));
    given.add("from", "1970-01-01T00:00:05Z").add("to", "9000").add("status", "open,revised").add("group.event_type", "lo,gin").add("limit", "7")
        .add("cursor", cursor.text());

    assertThat(parameters().selection()).isEqualTo(new WindowSelection(5_000, 9_000, Set.of(Status.OPEN, Status.REVISED), Map.of("event_type", "lo,gin")));
    assertThat(parameters().limit(1)).isEqualTo(7);
    assertThat(parameters().cursor()).contains(cursor);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
      "from | yesterday | a time such as 2026-11-20T10:15:30Z, or milliseconds since 1970",
      "to | -1 | a time such as",
      "to | 99999999999999999999 | a time such as",
      "status | closed | open, final or revised",
      "status | open, | open, final or revised",
      "limit | 0 | a whole number from 1 to 1000",
      "limit | 1001 | a whole number from 1 to 1000",
      "limit | ten | a whole number from 1 to 1000",
      "cursor | xyz | what an answer had as 'next'",
      "limits | 5 | one of cursor, from, group.event_type, limit, status, to",
      "group.other | 5 | one of cursor, from, group.event_type",
  })
  void badValueIsRefusedWithWhatWasExpected(String name, String value, String expected) {
    given.add(name, value);

    assertThatThrownBy(this::readAll).isInstanceOf(BadParameterException.class).hasMessageContaining("'" + name + "'").hasMessageContaining(expected);
  }

  @Test
  void sameParameterTwiceIsRefused() {
    given.add("limit", "5").add("limit", "6");

    assertThatThrownBy(this::readAll).hasMessageContaining("parameter 'limit': expected it once");
  }

  private void readAll() {
    Parameters parameters = parameters();
    parameters.selection();
    parameters.limit(1);
    parameters.cursor();
  }

  private Parameters parameters() {
    return new Parameters(given, KNOWN, List.of("event_type"));
  }
}
