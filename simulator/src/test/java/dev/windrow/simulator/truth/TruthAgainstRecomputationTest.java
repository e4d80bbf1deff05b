package dev.windrow.simulator.truth;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.windrow.simulator.event.Disorder;
import dev.windrow.simulator.event.Event;
import dev.windrow.simulator.event.EventGenerator;
import dev.windrow.simulator.event.EventOptions;
import dev.windrow.simulator.event.Population;
import dev.windrow.simulator.event.Rate;
import dev.windrow.simulator.event.Routing;
import dev.windrow.simulator.event.Schedule;
import dev.windrow.simulator.event.Shape;
import dev.windrow.simulator.event.Values;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The truth comes from the facts; here it is computed once more, from the bytes that are sent, as plainly as possible. */
class TruthAgainstRecomputationTest {

  private static final ObjectMapper JSON = new ObjectMapper()
      .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void truthIsWhatTheBytesSay(long seed) {
    Random random = new Random(seed);
    int partitions = 1 + random.nextInt(5);
    TruthRules rules = new TruthRules(Duration.ofMillis(1 + random.nextInt(20_000)), Duration.ofMillis(random.nextInt(5_000)),
        Duration.ofMinutes(random.nextInt(1200)));
    EventGenerator generator = new EventGenerator(options(seed, random), Routing.over(partitions));
    Truth truth = new Truth(rules, generator.types(), partitions);
    Recomputation expected = new Recomputation(rules, partitions);

    for (int n = 0; n < 30_000; n++) {
      Event event = generator.next();
      truth.add(event);
      expected.add(event.partition(), event.recordTimestampMs(), event.value());
    }

    assertThat(expected.late).as("seed %d", seed).isPositive();
    assertThat(expected.deadLetters).as("seed %d", seed).isPositive();
    assertThat(truth.resultLines()).as("seed %d", seed).containsExactlyElementsOf(expected.lines());
    assertThat(truth.ledgers().stream().mapToLong(Ledger::late).sum()).as("seed %d", seed).isEqualTo(expected.late);
    assertThat(truth.ledgers().stream().mapToLong(Ledger::deadLetters).sum()).as("seed %d", seed).isEqualTo(expected.deadLetters);
    assertThat(truth.ledgers().stream().mapToLong(Ledger::read).sum()).as("seed %d", seed).isEqualTo(30_000);
    assertThat(truth.ledgers()).allMatch(ledger -> ledger.read() == ledger.aggregated() + ledger.late() + ledger.deadLetters());
  }

  private static EventOptions options(long seed, Random random) {
    Schedule schedule = new Schedule(Instant.parse("2026-11-20T23:58:00Z"),
        Rate.perSecond(50 + random.nextInt(1000)), Shape.values()[random.nextInt(3)]);
    Population population = new Population(100, random.nextInt(2), Population.Behaviour.DEFAULT_TYPES,
        Values.parse(random.nextBoolean() ? "normal:0:0.001" : "uniform:-1000000000:1000000000"));
    return new EventOptions(seed, schedule, population, new Disorder(Duration.ofMillis(random.nextInt(9_000)), 0.02, 0.01, 0.03, 0.02));
  }

  private static final class Recomputation {

    private final TruthRules rules;
    private final long[] clocks;
    private final Map<Long, Map<String, List<BigDecimal>>> windows = new TreeMap<>();
    private long late;
    private long deadLetters;

    Recomputation(TruthRules rules, int partitions) {
      this.rules = rules;
      this.clocks = new long[partitions];
    }

    void add(int partition, long recordTimestampMs, byte[] value) {
      long time;
      String type;
      BigDecimal number;
      try {
        JsonNode json = JSON.readTree(value);
        time = LocalDateTime.parse(json.get("timestamp").textValue()).toInstant(ZoneOffset.UTC).toEpochMilli();
        type = json.get("event_type").textValue();
        number = json.get("value").isNumber() ? json.get("value").decimalValue() : null;
      } catch (IOException | RuntimeException e) {
        deadLetters++;
        return;
      }
      if (time < 0 || type == null || number == null || number.abs().compareTo(new BigDecimal("1e400")) > 0
          || number.precision() - number.scale() > 400 || time - recordTimestampMs > rules.maxAhead().toMillis()) {
        deadLetters++;
        return;
      }
      long size = rules.window().toMillis();
      long start = Math.floorDiv(time, size) * size;
      if (start + size + rules.grace().toMillis() <= clocks[partition]) {
        late++;
      } else {
        windows.computeIfAbsent(start, s -> new TreeMap<>()).computeIfAbsent(type, t -> new ArrayList<>()).add(number);
      }
      clocks[partition] = Math.max(clocks[partition], time);
    }

    List<String> lines() {
      List<String> lines = new ArrayList<>();
      windows.forEach((start, types) -> types.forEach((type, numbers) -> lines.add(line(start, type, numbers))));
      return lines;
    }

    private String line(long start, String type, List<BigDecimal> numbers) {
      BigDecimal sum = numbers.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
      BigDecimal average = sum.divide(BigDecimal.valueOf(numbers.size()), new MathContext(16, RoundingMode.HALF_EVEN));
      return "{\"aggregation\":\"by-event-type\",\"window_start\":\"" + Instant.ofEpochMilli(start) + "\",\"window_end\":\""
          + Instant.ofEpochMilli(start + rules.window().toMillis()) + "\",\"event_type\":\"" + type + "\",\"count\":" + numbers.size()
          + ",\"sum_value\":" + text(sum) + ",\"avg_value\":" + text(average)
          + ",\"min_value\":" + text(numbers.stream().reduce(BigDecimal::min).orElseThrow())
          + ",\"max_value\":" + text(numbers.stream().reduce(BigDecimal::max).orElseThrow()) + ",\"status\":\"final\",\"revision\":1}";
    }

    private static String text(BigDecimal number) {
      return number.signum() == 0 ? "0" : Numbers.text(number);
    }
  }
}
