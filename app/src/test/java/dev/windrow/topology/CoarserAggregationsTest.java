package dev.windrow.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.windrow.config.Config;
import dev.windrow.value.ByteWriter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Aggregations that are put together of finer ones say what each of them says when it is alone. */
class CoarserAggregationsTest {

  private static final String INPUT = """
      input: {topics: [events]}
      aggregations:
      """;

  /** Groups by nothing, so that no event is a dead letter for being of no use to anybody. */
  private static final String COMPANION = aggregation("companion", "", "1s, grace: 0s", "n: count()");

  /** Some are made of others, in any order; some look as if they were, and are not. */
  private static final List<String> AGGREGATIONS = List.of(
      aggregation("minute", "type", "60s, grace: 2s", "n: count(), s: sum(value)"),
      aggregation("five", "type", "5s, grace: 2s", "n: count(), s: sum(value)"),
      aggregation("patient", "type", "10s, grace: 20s", "s: sum(value)"),
      aggregation("hasty", "type", "10s, grace: 1s", "s: sum(value)"),
      aggregation("uneven", "type", "12s, grace: 2s", "s: sum(value)"),
      aggregation("uncounted", "type", "10s, grace: 2s", "n: count()"),
      aggregation("same", "type", "5s, grace: 2s", "m: max(value)"),
      aggregation("others", "user", "10s, grace: 2s", "s: sum(value)"),
      aggregation("pairs", "type, user", "5s, grace: 0s", "s: sum(value)"),
      aggregation("wide-pairs", "type, user", "30s, grace: 5s", "s: sum(value)"),
      aggregation("turned", "user, type", "30s, grace: 5s", "s: sum(value)"),
      aggregation("by-both-measures", "type, user", "2s, grace: 1s", "s: sum(value), t: sum(tax)"),
      aggregation("by-tax", "user", "4s, grace: 1s", "t: max(tax), n: count()"),
      aggregation("turned-measures", "user", "4s, grace: 3s", "t: sum(tax), s: sum(value)"),
      aggregation("uncounted-users", "user", "20s, grace: 3s", "n: count()"),
      aggregation("all", "", "1s, grace: 0s", "s: avg(value)"),
      aggregation("all-of-ten", "", "10s, grace: 0s", "s: sum(value)"));

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void togetherTheySayWhatEachSaysAlone(long seed) {
    Random random = new Random(seed);
    List<String> declared = new ArrayList<>(AGGREGATIONS);
    Collections.shuffle(declared, random);
    SourcePartition together = source(declared);
    List<SourcePartition> alone = declared.stream().map(one -> source(List.of(one))).toList();
    int late = 0;
    long now = 100_000;
    for (int batch = 0; batch < 20; batch++) {
      String[] events = new String[1 + random.nextInt(200)];
      for (int i = 0; i < events.length; i++) {
        now += random.nextInt(300);
        events[i] = event(random, now);
      }

      List<Combined> all = together.batch(events);

      List<List<Combined>> each = alone.stream().map(source -> source.batch(events)).toList();
      assertThat(partialTexts(all)).isEqualTo(merged(each, CoarserAggregationsTest::partialTexts));
      assertThat(lateTexts(all)).isEqualTo(merged(each, CoarserAggregationsTest::lateTexts));
      late += lateTexts(all).size();
    }
    assertThat(late).isGreaterThan(100);
  }

  @Test
  void missedWindowsAreToldInTheOrderInWhichTheirAggregationsAreDeclared() {
    SourcePartition source = source(List.of(
        aggregation("minute", "type", "60s, grace: 2s", "n: count()"),
        aggregation("five", "type", "5s, grace: 2s", "n: count()"),
        aggregation("ten", "type", "10s, grace: 2s", "n: count()")));
    source.batch(event(70_000, "a"), event(3_000, "a"));

    List<Combined> combined = source.batch(event(90_000, "a"), event(4_000, "a"), event(62_000, "a"));

    assertThat(combined).filteredOn(Combined.Late.class::isInstance).map(Combined.Late.class::cast)
        .map(one -> one.missed().stream().map(missed -> missed.aggregation() + " " + missed.start()).toList())
        .containsExactly(
            List.of("companion 4000", "minute 0", "five 0", "ten 0"), List.of("companion 62000", "five 60000", "ten 60000"));
  }

  private static String aggregation(String name, String groupBy, String window, String measures) {
    return "  - {name: " + name + ", group-by: [" + groupBy + "], window: {tumbling: " + window + "}, measures: {" + measures + "}, output: results}\n";
  }

  private static SourcePartition source(List<String> aggregations) {
    Config config = Configs.of(INPUT + COMPANION + String.join("", aggregations));
    return new SourcePartition(config, "events", 0, 1, 2);
  }

  private static String event(Random random, long now) {
    long time = random.nextInt(4) == 0 ? now - random.nextInt(40_000) : now;
    String user = random.nextInt(10) == 0 ? "" : ",\"user\":" + random.nextInt(5);
    String type = random.nextInt(10) == 0 ? "" : ",\"type\":\"t" + random.nextInt(3) + "\"";
    String value = switch (random.nextInt(8)) {
      case 0 -> "";
      case 1 -> ",\"value\":null";
      case 2 -> ",\"value\":1e30";
      default -> ",\"value\":" + random.nextInt(1_000) + "." + random.nextInt(100);
    };
    String tax = random.nextInt(6) == 0 ? "" : ",\"tax\":" + random.nextInt(100);
    return "{\"timestamp\":" + time + user + type + value + tax + "}";
  }

  private static String event(long time, String type) {
    return "{\"timestamp\":" + time + ",\"type\":\"" + type + "\"}";
  }

  /** Entries with all that was added up, and the ledgers, by aggregation. */
  private static List<String> partialTexts(List<Combined> combined) {
    List<String> texts = new ArrayList<>();
    for (Combined one : combined) {
      if (one instanceof Combined.ForMerge forMerge) {
        forMerge.partial().entries().forEach(entry -> texts.add(forMerge.mergePartition() + " " + text(entry)));
        forMerge.partial().ledger().forEach(entry -> texts.add(entry.toString()));
      }
    }
    return others(texts);
  }

  private static String text(Partial.Entry entry) {
    ByteWriter sum = new ByteWriter();
    entry.sum().encode(sum);
    return entry.aggregation() + " " + entry.windowStart() + " " + entry.group() + " " + HexFormat.of().formatHex(sum.toBytes());
  }

  /** One for each window that was missed. */
  private static List<String> lateTexts(List<Combined> combined) {
    List<String> texts = new ArrayList<>();
    for (Combined one : combined) {
      if (one instanceof Combined.Late late) {
        late.missed().forEach(missed -> texts.add(late.event().offset() + " at " + late.clock() + " " + missed));
      }
    }
    return others(texts);
  }

  /** What is said of all but the companion. */
  private static List<String> others(List<String> texts) {
    return texts.stream().filter(text -> !text.contains("companion")).sorted().toList();
  }

  private static List<String> merged(List<List<Combined>> each, Function<List<Combined>, List<String>> texts) {
    return each.stream().flatMap(one -> texts.apply(one).stream()).sorted().toList();
  }
}
