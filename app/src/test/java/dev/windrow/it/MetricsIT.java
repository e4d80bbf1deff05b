package dev.windrow.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.windrow.config.Config;
import dev.windrow.simulator.Pace;
import dev.windrow.topology.Counts;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What running instances measure: as the ledger has it, of what they own and of nothing else, Kafka's metrics among it. */
@Tag("beside-kafka")
@Timeout(180)
final class MetricsIT {

  private static final int EVENTS = 20_000;
  private static final int PARTITIONS = 4;

  @RegisterExtension
  private final Scenario scenario = new Scenario();

  @Test
  void countsAreThoseOfTheLedgerAndKafkasMetricsAreThere() throws Exception {
    Settings settings = scenario.settings();
    scenario.createTopic(settings.topic(), PARTITIONS);
    Instance instance = scenario.start(settings);
    Path truth = scenario.preload(scenario.events(settings, Pace.MAX, 2_000, EVENTS));
    assertThat(scenario.compare(settings, truth).isRight()).isTrue();
    scenario.until("nothing is open or uncommitted", () ->
        scenario.group(settings).read(settings.topic()) == EVENTS && sum(instance, "windrow_open_windows") == 0 && total(settings).read() == EVENTS);

    Counts ledger = total(settings);
    scenario.say("the ledger: %s", ledger);
    assertThat(outcomes(instance)).isEqualTo(Map.of(
        "aggregated", ledger.aggregated(), "late", ledger.late(), "dead_letter", ledger.deadLetters(), "filtered", 0L, "skipped", 0L, "expired", 0L));
    assertThat(sum(instance, "windrow_source_records_total")).isEqualTo(EVENTS);
    assertThat(sum(instance, "windrow_dead_letters_total")).isEqualTo(ledger.deadLetters());
    assertThat(sum(instance, "windrow_results_total")).isEqualTo(scenario.records(settings, settings.output()).size());
    assertThat(sum(instance, "windrow_kept_rows")).isEqualTo(scenario.results(settings).size());
    assertThat(samples(instance, "windrow_source_clock_timestamp_seconds")).hasSize(PARTITIONS);
    assertThat(samples(instance, "windrow_watermark_timestamp_seconds")).hasSize(settings.config().state().mergePartitions());
    assertThat(sum(instance, "windrow_commit_seconds_count")).isPositive();
    assertThat(sum(instance, "windrow_emit_delay_seconds_count")).isPositive();
    everyMetricOfKafkasThatIsDocumentedIsThere(instance.metrics());
  }

  @Test
  void underAtLeastOnceCommitsAreMeasuredToo() throws Exception {
    Settings settings = scenario.settings().with("guarantee", "at_least_once");
    scenario.createTopic(settings.topic(), 1);
    Instance instance = scenario.start(settings);

    scenario.preload(scenario.events(settings, Pace.MAX, 100, 100));

    scenario.until("a commit is measured", () -> sum(instance, "windrow_commit_seconds_count") > 0);
  }

  @Test
  void whatMovesToAnotherInstanceIsShownThereAndNoLongerHere() throws Exception {
    Settings settings = scenario.settings().with("kafka.num.stream.threads", 2);
    scenario.createTopic(settings.topic(), PARTITIONS);
    scenario.preload(scenario.events(settings, Pace.MAX, 2_000, EVENTS));
    Instance first = scenario.start(settings);
    scenario.until("the first instance shows all", () -> sources(first).equals(partitions()) && merges(first).size() == PARTITIONS);

    Instance second = scenario.start(settings);
    scenario.until("both show their part", () -> shared(sources(first), sources(second)) && shared(merges(first), merges(second)));
    scenario.say("sources %s and %s, merge partitions %s and %s", sources(first), sources(second), merges(first), merges(second));

    second.close();
    assertThat(sources(second)).isEmpty();
    assertThat(merges(second)).isEmpty();
    scenario.until("the first instance shows all again", () -> sources(first).equals(partitions()) && merges(first).equals(partitions()));
  }

  /** All of them, each in one place. */
  private static boolean shared(Set<Integer> one, Set<Integer> other) {
    Set<Integer> all = new TreeSet<>(one);
    all.addAll(other);
    return !one.isEmpty() && !other.isEmpty() && all.equals(partitions()) && one.size() + other.size() == PARTITIONS;
  }

  private static void everyMetricOfKafkasThatIsDocumentedIsThere(String metrics) throws Exception {
    Files.writeString(Path.of("target", "metrics.txt"), metrics);
    Set<String> documented = Pattern.compile("`(kafka_\\w+)`").matcher(Files.readString(Path.of("..", "docs", "metrics.md"))).results()
        .map(found -> found.group(1)).collect(Collectors.toCollection(TreeSet::new));
    Set<String> shown = metrics.lines().filter(line -> !line.startsWith("#")).map(line -> line.split("[{ ]")[0]).collect(Collectors.toSet());
    assertThat(documented).hasSizeGreaterThan(10);
    assertThat(shown).containsAll(documented);
  }

  private Counts total(Settings settings) {
    Config config = settings.config();
    return scenario.ledger(settings).total(config.aggregations().get(0).id());
  }

  private static Map<String, Long> outcomes(Instance instance) {
    return samples(instance, "windrow_records_total").stream().collect(Collectors.toMap(line -> tag(line, "outcome"), line -> Math.round(value(line))));
  }

  private static Set<Integer> partitions() {
    return IntStream.range(0, PARTITIONS).boxed().collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<Integer> sources(Instance instance) {
    return numbers(instance, "windrow_source_records_total", "partition");
  }

  private static Set<Integer> merges(Instance instance) {
    return numbers(instance, "windrow_watermark_timestamp_seconds", "merge_partition");
  }

  private static Set<Integer> numbers(Instance instance, String name, String tag) {
    return samples(instance, name).stream().map(line -> Integer.valueOf(tag(line, tag))).collect(Collectors.toCollection(TreeSet::new));
  }

  private static double sum(Instance instance, String name) {
    return samples(instance, name).stream().mapToDouble(MetricsIT::value).sum();
  }

  private static List<String> samples(Instance instance, String name) {
    return instance.metrics().lines().filter(line -> line.startsWith(name + "{") || line.startsWith(name + " ")).toList();
  }

  private static double value(String line) {
    return Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1));
  }

  private static String tag(String line, String name) {
    return Pattern.compile("[{,]" + name + "=\"([^\"]*)\"").matcher(line).results().findFirst().orElseThrow().group(1);
  }
}
