package dev.windrow.benchmark.peer;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventReaderTest {

  private final Event event = new Event();

  @Test
  void readsAnEventOfTheSimulator() {
    boolean read = read(GroupBy.event_type, "{\"timestamp\":\"2026-11-20T10:15:30.123456\",\"user_id\":417,\"event_type\":\"purchase\",\"value\":57.31298}");

    assertThat(read).isTrue();
    assertThat(event.timestampMs).isEqualTo(Instant.parse("2026-11-20T10:15:30.123Z").toEpochMilli());
    assertThat(event.group).isEqualTo("purchase");
    assertThat(event.value).isEqualTo(57.31298);
  }

  @Test
  void takesTheFieldToGroupByAsText() {
    assertThat(read(GroupBy.user_id, "{\"timestamp\":7,\"user_id\":417,\"event_type\":\"purchase\",\"value\":1}")).isTrue();

    assertThat(event.group).isEqualTo("417");
  }

  @ParameterizedTest
  @ValueSource(strings = {"2024-02-29T23:59:59", "2024-02-29T23:59:59Z", "2024-02-29T23:59:59.5", "2024-02-29T23:59:59.05Z", "1970-01-01T00:00:00.000"})
  void readsTimesAsJavaDoes(String time) {
    assertThat(read(GroupBy.event_type, at('"' + time + '"'))).isTrue();

    assertThat(event.timestampMs).isEqualTo(Instant.parse(time.endsWith("Z") ? time : time + "Z").toEpochMilli());
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"2023-02-29T00:00:00\"", "\"2023-02-2\"", "\"soon, as it were, or so\"", "\"1969-12-31T23:59:59\"", "true", "null"})
  void refusesOtherTimes(String time) {
    assertThat(read(GroupBy.event_type, at(time))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "plain", "[1]", "{\"timestamp\":7", "{\"timestamp\":7,\"event_type\":\"a\",\"value\":1}}",
      "{\"timestamp\":7,\"value\":1}", "{\"timestamp\":7,\"event_type\":\"a\",\"value\":\"1\"}", "{\"timestamp\":7,\"event_type\":\"a\",\"value\":1e999}"})
  void refusesWhatIsNoEvent(String json) {
    assertThat(read(GroupBy.event_type, json)).isFalse();
  }

  private static String at(String time) {
    return "{\"timestamp\":" + time + ",\"event_type\":\"a\",\"value\":1}";
  }

  private boolean read(GroupBy groupBy, String json) {
    return new EventReader(groupBy).read(json.getBytes(StandardCharsets.UTF_8), event);
  }
}
