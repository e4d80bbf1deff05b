package dev.windrow.benchmark.loops;

import static org.assertj.core.api.Assertions.assertThat;

import dev.windrow.benchmark.peer.Event;
import dev.windrow.benchmark.peer.EventReader;
import dev.windrow.benchmark.peer.GroupBy;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventScannerTest {

  private static final int EVENTS = 10_000;

  private final EventScanner scanner = new EventScanner();
  private final Event event = new Event();

  @Test
  void readsWhatJacksonReads() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int i = 0; i < EVENTS; i++) {
      byte[] json = simulated(random);
      Event expected = new Event();
      assertThat(new EventReader(GroupBy.event_type).read(json, expected)).isTrue();

      assertThat(scanner.decode(json, event)).as("seed %d: %s", seed, new String(json, StandardCharsets.US_ASCII)).isTrue();
      assertThat(event).as("seed %d", seed).hasToString(expected.toString());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "plain", "[1]", "{}", "{\"timestamp\":\"2026-11-20T10:15:30.123456\",\"user_id\":4",
      "{\"timestamp\":\"2026-11-20T10:15:30.123456\",\"user_id\":4,\"event_type\":\"a\",\"value\":1}}",
      "{\"timestamp\":\"2026-13-20T10:15:30.123456\",\"user_id\":4,\"event_type\":\"a\",\"value\":1}",
      "{\"timestamp\":\"yesterday\",\"user_id\":4,\"event_type\":\"a\",\"value\":1}",
      "{\"timestamp\":\"1969-11-20T10:15:30.123456\",\"user_id\":4,\"event_type\":\"a\",\"value\":1}",
      "{\"user_id\":4,\"event_type\":\"a\",\"value\":1}",
      "{\"timestamp\":\"2026-11-20T10:15:30.123456\",\"user_id\":4,\"value\":1}",
      "{\"timestamp\":\"2026-11-20T10:15:30.123456\",\"user_id\":4,\"event_type\":\"a\",\"value\":\"1\"}",
      "{\"timestamp\":\"2026-11-20T10:15:30.123456\",\"user_id\":4,\"event_type\":\"a\",\"value\":1e999}"})
  void refusesWhatIsNoEvent(String json) {
    assertThat(scanner.decode(json.getBytes(StandardCharsets.US_ASCII), event)).isFalse();
  }

  private static byte[] simulated(Random random) {
    String json = String.format("{\"timestamp\":\"20%02d-%02d-%02dT%02d:%02d:%02d.%06d\",\"user_id\":%d,\"event_type\":\"type-%d\",\"value\":%s}",
        random.nextInt(100), 1 + random.nextInt(12), 1 + random.nextInt(28), random.nextInt(24), random.nextInt(60), random.nextInt(60),
        random.nextInt(1_000_000), random.nextInt(1_000_000), random.nextInt(5000), decimal(random));
    return json.getBytes(StandardCharsets.US_ASCII);
  }

  private static String decimal(Random random) {
    String sign = random.nextInt(4) == 0 ? "-" : "";
    String whole = sign + random.nextInt(1_000_000_000);
    return random.nextInt(4) == 0 ? whole : whole + "." + random.nextInt(100_000);
  }
}
