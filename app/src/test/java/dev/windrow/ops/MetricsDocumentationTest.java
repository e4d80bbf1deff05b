package dev.windrow.ops;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.windrow.ops.PrometheusMeters.Format;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Holds docs/metrics.md to what is measured, and the dashboard and the alert rules to docs/metrics.md. That Kafka's metrics exist is shown by MetricsIT. */
class MetricsDocumentationTest {

  private static final Path DOCS = Path.of("..", "docs");
  private static final Path GRAFANA = DOCS.resolve("grafana");

  /** A row that begins with a name and a type. */
  private static final Pattern ROW = Pattern.compile("(?m)^\\| `(\\w+)` \\| (counter|gauge|summary|histogram) \\|(.*)\\|$");
  private static final Pattern NAME = Pattern.compile("\\b(windrow|kafka|jvm|process|system)_\\w+");

  /** Java shows it once it has collected garbage, and those of some collectors never. */
  private static final Set<String> SOMETIMES = Set.of("jvm_gc_pause_seconds", "jvm_gc_pause_seconds_max", "jvm_gc_concurrent_phase_time_seconds",
      "jvm_gc_concurrent_phase_time_seconds_max");

  private final String reference = read(DOCS.resolve("metrics.md"));

  @Test
  void everyMetricIsInTheTablesWithItsTypeAndNoOtherIs() {
    Map<String, String> documented = documentedTypes();
    Map<String, String> shown = AllMeters.types(AllMeters.scraped(Format.TEXT));

    documented.keySet().removeAll(SOMETIMES);
    shown.keySet().removeAll(SOMETIMES);

    assertThat(documented).isEqualTo(shown);
  }

  @Test
  void unitsAndTagsOfWindrowsOwnAreAsDocumented() {
    Map<String, String> cells = new HashMap<>();
    rows().stream().filter(row -> !row.group(1).matches("(jvm|system|process_(?!resident)).*")).forEach(row -> cells.put(row.group(1), row.group(3)));
    assertThat(cells).hasSameSizeAs(MeterName.values());

    for (MeterName name : MeterName.values()) {
      String[] found = cells.get(prometheusName(name)).split("\\|");
      assertThat(found[0].strip()).as(name + " unit").isEqualTo(name.unit());
      assertThat(found[1].strip()).as(name + " tags").isEqualTo(String.join(", ", name.tags()));
    }
  }

  @Test
  void everyWordOfAFixedListIsDocumented() {
    for (String outcome : List.of("aggregated", "filtered", "skipped", "late", "dead_letter", "expired", "final", "revised")) {
      assertThat(reference).contains("`" + outcome + "`");
    }
  }

  @Test
  void theDashboardUsesDocumentedMetricsOnly() throws IOException {
    JsonNode dashboard = new ObjectMapper().readTree(read(GRAFANA.resolve("windrow.json")));
    List<String> expressions = new ArrayList<>(dashboard.findValuesAsText("expr"));
    expressions.addAll(dashboard.findValuesAsText("definition"));

    assertThat(expressions).hasSizeGreaterThan(30);
    assertThat(documentedNames()).containsAll(namesIn(expressions));
    assertThat(namesIn(expressions)).contains("windrow_watermark_age_seconds", "windrow_source_clock_age_seconds", "windrow_emit_delay_seconds_bucket",
        "windrow_results_total", "kafka_consumer_fetch_manager_records_lag", "kafka_consumer_coordinator_rebalance_total", "windrow_commit_seconds_bucket",
        "windrow_ingest_records_total", "windrow_ingest_failed", "windrow_web_breakers_open", "windrow_sink_rows_total", "windrow_sink_lag", "windrow_sink_queue",
        "windrow_sink_success_timestamp_seconds");
  }

  @Test
  void panelsOfTheDashboardHaveAPlaceOfTheirOwnAndSayWhatTheyShow() throws IOException {
    JsonNode dashboard = new ObjectMapper().readTree(read(GRAFANA.resolve("windrow.json")));
    Set<Integer> ids = new TreeSet<>();
    Set<String> cells = new TreeSet<>();
    for (JsonNode panel : dashboard.get("panels")) {
      String title = panel.get("title").textValue();
      assertThat(ids.add(panel.get("id").intValue())).as(title).isTrue();
      JsonNode place = panel.get("gridPos");
      assertThat(place.get("x").intValue() + place.get("w").intValue()).as(title).isLessThanOrEqualTo(24);
      for (int x = place.get("x").intValue(); x < place.get("x").intValue() + place.get("w").intValue(); x++) {
        for (int y = place.get("y").intValue(); y < place.get("y").intValue() + place.get("h").intValue(); y++) {
          assertThat(cells.add(x + "/" + y)).as(title + " lies over another panel").isTrue();
        }
      }
      assertThat(panel.get("type").textValue().equals("row") || !panel.path("description").asText().isEmpty()).as(title).isTrue();
    }
  }

  @Test
  void theAlertRulesUseDocumentedMetricsOnlyAndAllAreExplained() throws IOException {
    JsonNode rules = yaml(GRAFANA.resolve("alerts.yaml"));

    assertThat(documentedNames()).containsAll(namesIn(rules.findValuesAsText("expr")));
    List<String> explained = Pattern.compile("`(Windrow\\w+)`").matcher(reference).results().map(found -> found.group(1)).toList();
    assertThat(explained).containsExactlyInAnyOrderElementsOf(rules.findValuesAsText("alert"));
  }

  @Test
  void whatComposeMountsIsThereAndReads() throws IOException {
    JsonNode services = yaml(DOCS.resolveSibling("docker-compose.yml")).get("services");
    for (String name : List.of("prometheus", "grafana")) {
      JsonNode service = services.get(name);
      assertThat(service.get("profiles")).extracting(JsonNode::textValue).containsExactly("metrics");
      assertThat(service.get("ports")).extracting(JsonNode::textValue).allMatch(port -> port.startsWith("127.0.0.1:"));
      assertThat(service.get("volumes")).extracting(JsonNode::textValue).filteredOn(volume -> volume.startsWith("./"))
          .isNotEmpty().allSatisfy(volume -> assertThat(DOCS.resolveSibling(volume.split(":")[0])).exists());
    }
    assertThat(yaml(GRAFANA.resolve("prometheus.yaml")).at("/rule_files/0").textValue()).isEqualTo("/etc/prometheus/alerts.yaml");
    assertThat(yaml(GRAFANA.resolve("provisioning/datasources/prometheus.yaml")).at("/datasources/0/url").textValue()).isEqualTo("http://prometheus:9090");
    assertThat(yaml(GRAFANA.resolve("provisioning/dashboards/windrow.yaml")).at("/providers/0/options/path").textValue())
        .isEqualTo("/var/lib/grafana/dashboards");
  }

  /** With the families that a summary or a histogram brings along. */
  private Map<String, String> documentedTypes() {
    Map<String, String> types = new TreeMap<>();
    rows().forEach(row -> {
      assertThat(types.put(row.group(1), row.group(2))).as(row.group(1) + " twice").isNull();
      if (hasMax(row.group(2))) {
        types.put(row.group(1) + "_max", "gauge");
      }
    });
    return types;
  }

  /** As they stand in expressions. */
  private Set<String> documentedNames() {
    Set<String> names = new TreeSet<>();
    new LinkedHashMap<>(documentedTypes()).forEach((name, type) -> {
      names.add(name);
      if (hasMax(type)) {
        names.addAll(List.of(name + "_count", name + "_sum"));
      }
      if (type.equals("histogram")) {
        names.add(name + "_bucket");
      }
    });
    Pattern.compile("(?m)^\\| `(kafka_\\w+)` \\|").matcher(reference).results().forEach(row -> names.add(row.group(1)));
    return names;
  }

  private static boolean hasMax(String type) {
    return type.equals("summary") || type.equals("histogram");
  }

  private List<MatchResult> rows() {
    return ROW.matcher(reference).results().toList();
  }

  private static Set<String> namesIn(List<String> expressions) {
    Set<String> names = new TreeSet<>();
    expressions.forEach(expression -> NAME.matcher(expression).results().forEach(found -> names.add(found.group())));
    return names;
  }

  static String prometheusName(MeterName name) {
    String words = name.id().replace('.', '_');
    String withUnit = Arrays.asList(words.split("_")).contains(name.unit()) || name.unit().isEmpty() ? words : words + "_" + name.unit();
    return name.kind() == MeterName.Kind.COUNTER ? withUnit + "_total" : withUnit;
  }

  private static JsonNode yaml(Path file) throws IOException {
    return new ObjectMapper(new YAMLFactory()).readTree(read(file));
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
