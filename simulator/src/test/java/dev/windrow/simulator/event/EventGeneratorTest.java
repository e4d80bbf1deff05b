package dev.windrow.simulator.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.windrow.simulator.event.Population.Independent;
import dev.windrow.simulator.event.Population.Sessions;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.common.utils.Utils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EventGeneratorTest {

  private static final Instant START = Instant.parse("2026-11-20T10:15:30Z");
  private static final EventOptions OPTIONS = EventOptions.DEFAULTS.withSeed(7).withSchedule(Schedule.DEFAULTS.startingAt(START));
  private static final Disorder ALL_TROUBLE = new Disorder(Duration.ofMillis(500), 0.05, 0.05, 0.05, 0.05);
  private static final ObjectMapper JSON = new ObjectMapper()
      .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  @Test
  void theFirstEventsOfASeedNeverChange() {
    assertThat(lines(OPTIONS, 4)).containsExactly(
        "{\"timestamp\":\"2026-11-20T10:15:30.000000\",\"user_id\":394,\"event_type\":\"purchase\",\"value\":27.77192}",
        "{\"timestamp\":\"2026-11-20T10:15:30.100000\",\"user_id\":997,\"event_type\":\"view\",\"value\":98.17389}",
        "{\"timestamp\":\"2026-11-20T10:15:30.200000\",\"user_id\":585,\"event_type\":\"purchase\",\"value\":37.75716}",
        "{\"timestamp\":\"2026-11-20T10:15:30.300000\",\"user_id\":415,\"event_type\":\"logout\",\"value\":99.56524}");
  }

  @Test
  void theSameOptionsGiveTheSameBytesKeysTimesAndPartitions() {
    EventOptions options = OPTIONS.withDisorder(ALL_TROUBLE);

    assertThat(records(options, 20_000)).isEqualTo(records(options, 20_000));
  }

  @Test
  void anotherSeedGivesOtherEvents() {
    assertThat(lines(OPTIONS.withSeed(8), 5)).isNotEqualTo(lines(OPTIONS, 5));
  }

  @Test
  void oneKindOfTroubleLeavesTheOtherEventsAsTheyWere() {
    List<String> orderly = lines(OPTIONS, 10_000);
    List<String> someMalformed = lines(OPTIONS.withDisorder(Disorder.NONE.withMalformed(0.01)), 10_000);

    long changed = 0;
    for (int n = 0; n < orderly.size(); n++) {
      changed += orderly.get(n).equals(someMalformed.get(n)) ? 0 : 1;
    }

    assertThat(changed).isBetween(60L, 150L);
  }

  @Test
  void eventNHappensAtStartPlusNOverRateWithoutDrift() {
    Rate rate = Rate.perSecond(new BigDecimal("2.7"));
    EventGenerator generator = generator(OPTIONS.withSchedule(new Schedule(START, rate, Shape.STEADY)));

    for (long n = 0; n < 100_000; n++) {
      long expected = START.toEpochMilli() * 1000 + n * 10_000_000 / 27;
      assertThat(generator.nextMicros()).isEqualTo(expected);
      Event event = generator.next();
      assertThat(event.timeMicros()).isEqualTo(expected);
      assertThat(event.recordTimestampMs()).isEqualTo(expected / 1000);
    }
    assertThat(rate.microsUntil(99_999)).isEqualTo(99_999L * 10_000_000 / 27);
  }

  @Test
  void theJsonSaysWhatTheFactsSay() throws IOException {
    EventGenerator generator = generator(OPTIONS.withPopulation(population("normal:0:1000000")).withDisorder(
        Disorder.NONE.withLate(0.1).withAhead(0.1).withOutOfOrder(Duration.ofMinutes(30))));

    for (int n = 0; n < 20_000; n++) {
      Event event = generator.next();
      JsonNode json = JSON.readTree(event.value());
      assertThat(json.properties()).extracting(Map.Entry::getKey).containsExactly("timestamp", "user_id", "event_type", "value");
      assertThat(json.get("timestamp").textValue()).hasSize(26);
      assertThat(micros(json)).isEqualTo(event.timeMicros());
      assertThat(json.get("user_id").asText()).isEqualTo(new String(event.key(), UTF_8));
      assertThat(json.get("event_type").textValue()).isEqualTo(generator.types().get(event.type()));
      assertThat(json.get("value").decimalValue()).isEqualByComparingTo(BigDecimal.valueOf(event.units(), Values.SCALE));
    }
  }

  @Test
  void numbersAreWrittenWithoutTrailingZeros() {
    assertThat(valueText("constant:0")).isEqualTo("0");
    assertThat(valueText("constant:-3")).isEqualTo("-3");
    assertThat(valueText("constant:100.50")).isEqualTo("100.5");
    assertThat(valueText("constant:0.00001")).isEqualTo("0.00001");
    assertThat(valueText("constant:-0.1")).isEqualTo("-0.1");
    assertThat(valueText("constant:1000000000")).isEqualTo("1000000000");
    assertThat(valueText("constant:999999999.99999")).isEqualTo("999999999.99999");
  }

  @Test
  void usersTypesAndValuesAreEvenlySpread() {
    Map<String, Integer> users = new HashMap<>();
    int[] types = new int[4];
    double sum = 0;
    long low = Long.MAX_VALUE;
    long high = Long.MIN_VALUE;
    EventGenerator generator = generator(OPTIONS);
    for (int n = 0; n < 200_000; n++) {
      Event event = generator.next();
      users.merge(new String(event.key(), UTF_8), 1, Integer::sum);
      types[event.type()]++;
      sum += event.units() / 1e5;
      low = Math.min(low, event.units());
      high = Math.max(high, event.units());
    }

    assertThat(users).hasSize(1000).containsKeys("1", "1000");
    assertThat(users.values()).allMatch(count -> count > 120 && count < 290);
    assertThat(IntStream.of(types).boxed()).allSatisfy(count -> assertThat(count).isCloseTo(50_000, within(1000)));
    assertThat(sum / 200_000).isCloseTo(50, within(0.3));
    assertThat(low).isBetween(0L, 1_000L);
    assertThat(high).isBetween(9_999_000L, 9_999_999L);
  }

  @Test
  void typesComeByWeight() {
    Independent types = new Independent(
        List.of(new TypeShare("a", 1), new TypeShare("b", 0), new TypeShare("c", 8), new TypeShare("d", 1)));
    int[] counts = typeCounts(OPTIONS.withPopulation(new Population(10, 0, types, Values.parse("constant:1"))), 100_000);

    assertThat(counts[0]).isCloseTo(10_000, within(500));
    assertThat(counts[1]).isZero();
    assertThat(counts[2]).isCloseTo(80_000, within(500));
    assertThat(counts[3]).isCloseTo(10_000, within(500));
  }

  @Test
  void skewFollowsZipf() {
    EventGenerator generator = generator(OPTIONS.withPopulation(
        new Population(3, 1, Population.Behaviour.DEFAULT_TYPES, Values.parse("constant:1"))));
    int[] counts = new int[4];
    for (int n = 0; n < 110_000; n++) {
      counts[Integer.parseInt(new String(generator.next().key(), UTF_8))]++;
    }

    assertThat(counts[1]).isCloseTo(60_000, within(800));
    assertThat(counts[2]).isCloseTo(30_000, within(800));
    assertThat(counts[3]).isCloseTo(20_000, within(800));
  }

  @Test
  void normalAndExponentialValuesHaveTheirMeanAndDeviation() {
    assertThat(moments("normal:50:10")[0]).isCloseTo(50, within(0.1));
    assertThat(moments("normal:50:10")[1]).isCloseTo(10, within(0.1));
    assertThat(moments("exponential:20")[0]).isCloseTo(20, within(0.2));
    assertThat(moments("exponential:20")[1]).isCloseTo(20, within(0.3));
  }

  @Test
  void partitionsAreThoseOfKafkasDefaultPartitioner() {
    EventGenerator generator = new EventGenerator(OPTIONS.withPopulation(new Population(10_000_000, 0,
        Population.Behaviour.DEFAULT_TYPES, Values.parse("constant:1"))), Routing.over(7));

    for (int n = 0; n < 50_000; n++) {
      Event event = generator.next();
      assertThat(event.partition()).isEqualTo(Utils.toPositive(Utils.murmur2(event.key())) % 7);
    }
  }

  @Test
  void theEventsOfTheIdlePartitionGoToTheNextOne() {
    EventGenerator all = new EventGenerator(OPTIONS, new Routing(4, Routing.NONE));
    EventGenerator idle = new EventGenerator(OPTIONS, new Routing(4, 3));

    for (int n = 0; n < 5_000; n++) {
      int usual = all.next().partition();
      assertThat(idle.next().partition()).isEqualTo(usual == 3 ? 0 : usual);
    }
  }

  @Test
  void sessionsGoFromLoginOverViewsAndAtMostOnePurchaseToLogout() {
    EventGenerator generator = generator(OPTIONS.withPopulation(new Population(20, 0, new Sessions(), Values.parse("constant:1"))));
    Map<String, StringBuilder> byUser = new HashMap<>();
    for (int n = 0; n < 20_000; n++) {
      Event event = generator.next();
      byUser.computeIfAbsent(new String(event.key(), UTF_8), user -> new StringBuilder())
          .append(generator.types().get(event.type())).append(' ');
    }

    assertThat(byUser).hasSize(20);
    assertThat(byUser.values()).allSatisfy(events -> assertThat(events.toString())
        .matches("(login (view )*(purchase )?logout )+(login (view )*(purchase )?)?").contains("purchase", "view view"));
  }

  @Test
  void duplicatesRepeatTheEventBeforeByteForByteAtTheirOwnTime() {
    EventGenerator generator = generator(OPTIONS.withDisorder(Disorder.NONE.withDuplicate(0.2)));
    String before = new String(generator.next().value(), UTF_8);
    int repeated = 0;
    for (long n = 1; n < 10_000; n++) {
      Event event = generator.next();
      String value = new String(event.value(), UTF_8);
      repeated += value.equals(before) ? 1 : 0;
      before = value;
      assertThat(event.recordTimestampMs()).isEqualTo(START.toEpochMilli() + n * 100);
      assertThat(value).contains("\"user_id\":" + new String(event.key(), UTF_8) + ",");
    }

    assertThat(repeated).isCloseTo(2000, within(200));
  }

  @Test
  void onlyTheOwnTimestampOfLateAheadAndUnorderedEventsMoves() {
    assertThat(leads(Disorder.NONE.withOutOfOrder(Duration.ofMillis(500)))).allMatch(lead -> lead <= 0 && lead >= -500_000)
        .anyMatch(lead -> lead < -450_000).anyMatch(lead -> lead > -50_000);
    assertThat(leads(Disorder.NONE.withLate(1))).allMatch(lead -> lead <= -30_000_000 && lead > -90_000_000);
    assertThat(leads(Disorder.NONE.withAhead(1))).allMatch(lead -> lead >= 3_600_000_000L && lead < 24 * 3_600_000_000L);
  }

  @Test
  void noEventHappensBefore1970() {
    EventGenerator generator = generator(OPTIONS
        .withSchedule(Schedule.DEFAULTS.startingAt(Instant.EPOCH)).withDisorder(Disorder.NONE.withLate(1)));

    assertThat(generator.next().timeMicros()).isZero();
    assertThat(new String(generator.next().value(), UTF_8)).startsWith("{\"timestamp\":\"1970-01-01T00:00:00.000000\"");
  }

  @Test
  void everyMalformedEventIsUnusableAndOnOneLine() {
    EventGenerator generator = generator(OPTIONS.withDisorder(Disorder.NONE.withMalformed(1)));

    for (int n = 0; n < 5_000; n++) {
      Event event = generator.next();
      String value = new String(event.value(), UTF_8);
      assertThat(event.malformed()).isTrue();
      assertThat(value).isNotEmpty().doesNotContain("\n");
      assertThat(usable(value)).as(value).isFalse();
    }
  }

  @ParameterizedTest
  @EnumSource(Shape.class)
  void shapesKeepTheOrderAndTheAverageRate(Shape shape) {
    EventGenerator generator = generator(OPTIONS.withSchedule(new Schedule(START, Rate.perSecond(100), shape)));
    long start = START.toEpochMilli() * 1000;
    int[] perSecond = new int[120];
    long before = start;
    for (int n = 0; n < 12_000; n++) {
      long micros = generator.next().timeMicros();
      assertThat(micros).isGreaterThanOrEqualTo(before);
      before = micros;
      perSecond[(int) ((micros - start) / 1_000_000)]++;
    }

    assertThat(generator.nextMicros()).isEqualTo(start + 120_000_000);
    switch (shape) {
      case STEADY -> assertThat(perSecond).containsOnly(100);
      case BURST -> assertThat(perSecond).startsWith(400, 400, 25, 25, 25, 25, 25, 25, 25, 25, 400);
      case SINE -> {
        assertThat(perSecond[15]).isCloseTo(180, within(2));
        assertThat(perSecond[45]).isCloseTo(20, within(2));
      }
    }
  }

  @Test
  void strangeTypeNamesAreEscaped() throws IOException {
    Independent types = new Independent(List.of(new TypeShare("a\"b\\c\n\u0001é😀", 1)));
    EventGenerator generator = generator(OPTIONS.withPopulation(new Population(1, 0, types, Values.parse("constant:1"))));

    assertThat(JSON.readTree(generator.next().value()).get("event_type").textValue()).isEqualTo("a\"b\\c\n\u0001é😀");
  }

  @Test
  void ratesCountTheEventsOfADuration() {
    assertThat(Rate.perSecond(10).eventsIn(Duration.ofSeconds(15))).isEqualTo(150);
    assertThat(Rate.perSecond(3).eventsIn(Duration.ofMillis(334))).isEqualTo(2);
    assertThat(Rate.perSecond(new BigDecimal("0.5")).eventsIn(Duration.ofSeconds(1))).isEqualTo(1);
    assertThat(Schedule.DEFAULTS.startingAt(Instant.parse("9998-12-31T23:59:59Z")).longest()).isEqualTo(10);
    assertThat(Schedule.DEFAULTS.startingAt(Instant.EPOCH).longest()).isGreaterThan(2_500_000_000_000L);
    assertThatIllegalArgumentException().isThrownBy(() -> Rate.perSecond(BigDecimal.ZERO)).withMessageContaining("found 0");
  }

  private static EventGenerator generator(EventOptions options) {
    return new EventGenerator(options, Routing.over(4));
  }

  private static List<String> lines(EventOptions options, int count) {
    EventGenerator generator = generator(options);
    List<String> lines = new ArrayList<>();
    for (int n = 0; n < count; n++) {
      lines.add(new String(generator.next().value(), UTF_8));
    }
    return lines;
  }

  private static List<String> records(EventOptions options, int count) {
    EventGenerator generator = generator(options);
    List<String> records = new ArrayList<>();
    for (int n = 0; n < count; n++) {
      Event event = generator.next();
      records.add(event.partition() + " " + event.recordTimestampMs() + " "
          + new String(event.key(), UTF_8) + " " + new String(event.value(), UTF_8));
    }
    return records;
  }

  private static List<Long> leads(Disorder disorder) {
    EventGenerator generator = generator(OPTIONS.withDisorder(disorder));
    List<Long> leads = new ArrayList<>();
    for (long n = 0; n < 5_000; n++) {
      Event event = generator.next();
      assertThat(event.recordTimestampMs()).isEqualTo(START.toEpochMilli() + n * 100);
      leads.add(event.timeMicros() - event.recordTimestampMs() * 1000);
    }
    return leads;
  }

  private static int[] typeCounts(EventOptions options, int count) {
    EventGenerator generator = generator(options);
    int[] counts = new int[generator.types().size()];
    for (int n = 0; n < count; n++) {
      counts[generator.next().type()]++;
    }
    return counts;
  }

  private static double[] moments(String values) {
    EventGenerator generator = generator(OPTIONS.withPopulation(population(values)));
    double sum = 0;
    double squares = 0;
    int count = 100_000;
    for (int n = 0; n < count; n++) {
      double value = generator.next().units() / 1e5;
      sum += value;
      squares += value * value;
    }
    double mean = sum / count;
    return new double[] {mean, Math.sqrt(squares / count - mean * mean)};
  }

  private static String valueText(String values) {
    String line = lines(OPTIONS.withPopulation(population(values)), 1).get(0);
    return line.substring(line.indexOf("\"value\":") + 8, line.length() - 1);
  }

  private static Population population(String values) {
    return new Population(1000, 0, Population.Behaviour.DEFAULT_TYPES, Values.parse(values));
  }

  private static long micros(JsonNode json) {
    Instant time = LocalDateTime.parse(json.get("timestamp").textValue()).toInstant(ZoneOffset.UTC);
    return time.getEpochSecond() * 1_000_000 + time.getNano() / 1000;
  }

  /** By the rules for dead letters, with other means than the generator's. */
  private static boolean usable(String value) {
    try {
      JsonNode json = JSON.readTree(value);
      BigDecimal number = json.get("value").decimalValue();
      return micros(json) >= 0 && json.hasNonNull("event_type") && json.get("value").isNumber()
          && number.precision() - number.scale() < 400;
    } catch (IOException | RuntimeException e) {
      return false;
    }
  }
}
