package dev.windrow.benchmark.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class InputLogTest {

  @Test
  void readsTheTimeOfAnEventInMilliseconds() {
    assertThat(InputLog.eventMs(bytes("{\"timestamp\":\"2026-11-20T10:15:30.123999\",\"user_id\":417,\"event_type\":\"purchase\",\"value\":57.3}")))
        .isEqualTo(Instant.parse("2026-11-20T10:15:30.123Z").toEpochMilli());
    assertThat(InputLog.eventMs(bytes("{\"timestamp\":\"2026-11-20T10:15:30\",\"user_id\":4}")))
        .isEqualTo(Instant.parse("2026-11-20T10:15:30Z").toEpochMilli());
  }

  @Test
  void otherTextIsNoEvent() {
    assertThatExceptionOfType(BenchmarkException.class).isThrownBy(() -> InputLog.eventMs(bytes("{\"user_id\":4}")));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
