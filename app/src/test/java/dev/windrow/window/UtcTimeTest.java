package dev.windrow.window;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UtcTimeTest {

  @ParameterizedTest
  @ValueSource(strings = {
      "1970-01-01T00:00:00Z", "1970-01-01T00:00:00.001Z", "2000-02-29T23:59:59.999Z", "2026-11-20T10:15:30Z", "2026-11-20T10:15:30.050Z", "2100-03-01T00:00:00Z",
      "9999-12-31T23:59:59.999Z", "+10000-01-01T00:00:00Z", "1969-12-31T23:59:59.999Z"})
  void edgesAreWrittenAsTheyAreRead(String text) {
    assertThat(UtcTime.text(Instant.parse(text).toEpochMilli())).isEqualTo(text);
  }

  @Test
  void anyTimeIsWrittenAsTheJdkWritesIt() {
    Random random = new Random(42);
    for (int i = 0; i < 100_000; i++) {
      long time = random.nextLong(300_000_000_000_000L) / (i % 2 == 0 ? 1 : 1000) * (i % 2 == 0 ? 1 : 1000);

      assertThat(UtcTime.text(time)).isEqualTo(Instant.ofEpochMilli(time).toString());
    }
  }
}
