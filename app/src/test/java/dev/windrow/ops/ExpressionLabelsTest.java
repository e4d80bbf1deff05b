package dev.windrow.ops;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * A label that a meter does not have selects nothing and groups into one, and nobody notices: of Windrow's own metrics the dashboard and the alert rules
 * name those only that {@link MeterName} has, and those that Prometheus adds.
 */
class ExpressionLabelsTest {

  private static final Path GRAFANA = Path.of("..", "docs", "grafana");
  private static final Pattern METRIC = Pattern.compile("\\b((?:windrow|kafka|jvm|process|system)_\\w+)(?:\\{([^}]*)})?");
  private static final Pattern SELECTED = Pattern.compile("(\\w+)\\s*(?:=~|!~|!=|=)");
  private static final Pattern GROUPED = Pattern.compile("\\b(?:by|on)\\s*\\(([^)]*)\\)");
  private static final Pattern SHOWN = Pattern.compile("\\{\\{\\s*(?:\\$labels\\.)?(\\w+)\\s*}}");
  private static final Set<String> OF_PROMETHEUS = Set.of("job", "instance");

  private final Map<String, Set<String>> labels = new HashMap<>();

  ExpressionLabelsTest() {
    for (MeterName name : MeterName.values()) {
      Set<String> known = new TreeSet<>(name.tags());
      known.addAll(OF_PROMETHEUS);
      String metric = MetricsDocumentationTest.prometheusName(name);
      List.of("", "_count", "_sum", "_max").forEach(suffix -> labels.put(metric + suffix, known));
      Set<String> ofBucket = new TreeSet<>(known);
      ofBucket.add("le");
      labels.put(metric + "_bucket", ofBucket);
    }
  }

  /** @param shown a text with labels that stands beside the values */
  private record Expression(String text, String shown) {}

  @Test
  void theDashboardNamesNoLabelThatAMeterDoesNotHave() throws IOException {
    List<Expression> expressions = new ArrayList<>();
    for (JsonNode panel : new ObjectMapper().readTree(GRAFANA.resolve("windrow.json").toFile()).get("panels")) {
      panel.path("targets").forEach(target -> expressions.add(new Expression(target.get("expr").textValue(), target.path("legendFormat").asText())));
    }

    assertThat(expressions).hasSizeGreaterThan(60);
    assertThat(expressions.stream().flatMap(this::faults)).isEmpty();
  }

  @Test
  void theAlertRulesNameNoLabelThatAMeterDoesNotHave() throws IOException {
    List<Expression> expressions = new ArrayList<>();
    new ObjectMapper(new YAMLFactory()).readTree(Files.readString(GRAFANA.resolve("alerts.yaml"))).at("/groups/0/rules")
        .forEach(rule -> expressions.add(new Expression(rule.get("expr").textValue(), rule.at("/annotations/summary").textValue())));

    assertThat(expressions).hasSizeGreaterThan(15);
    assertThat(expressions.stream().flatMap(this::faults)).isEmpty();
  }

  @Test
  void labelsThatAreNotThereAreFound() {
    assertThat(faults(new Expression("windrow_sink_lag{sinc=\"w\",job=\"j\"}", ""))).containsExactly("sinc of windrow_sink_lag");
    assertThat(faults(new Expression("sum by (table) (windrow_sink_lag)", "{{table}}"))).containsExactly("by table: sum by (table) (windrow_sink_lag)");
    assertThat(faults(new Expression("sum by (sink) (windrow_sink_rows_total)", "{{sink}} {{table}}")))
        .containsExactly("shown table: sum by (sink) (windrow_sink_rows_total)");
    assertThat(faults(new Expression("sum(windrow_sink_lag)", "{{sink}}"))).containsExactly("shown sink: sum(windrow_sink_lag)");
    assertThat(faults(new Expression("windrow_sink_lag", "{{instance}} {{sink}}"))).isEmpty();
    assertThat(faults(new Expression("windrow_sink_lags", ""))).containsExactly("windrow_sink_lags is no metric");
  }

  private Stream<String> faults(Expression expression) {
    List<MatchResult> metrics = METRIC.matcher(expression.text()).results().toList();
    List<MatchResult> own = metrics.stream().filter(found -> found.group(1).startsWith("windrow_")).toList();
    Stream<String> selected = own.stream().flatMap(this::selectorFaults);
    return own.size() < metrics.size() || own.isEmpty() ? selected : Stream.concat(selected, groupFaults(expression, own));
  }

  private Stream<String> selectorFaults(MatchResult metric) {
    Set<String> known = labels.get(metric.group(1));
    if (known == null) {
      return Stream.of(metric.group(1) + " is no metric");
    }
    return found(SELECTED, Optional.ofNullable(metric.group(2)).orElse("")).filter(label -> !known.contains(label)).map(label -> label + " of " + metric.group(1));
  }

  /** Kafka's metrics have labels that are not known here, so that this is for those with Windrow's alone. */
  private Stream<String> groupFaults(Expression expression, List<MatchResult> own) {
    Set<String> known = new TreeSet<>();
    own.forEach(metric -> known.addAll(labels.getOrDefault(metric.group(1), Set.of())));
    List<String> grouped = found(GROUPED, expression.text()).flatMap(list -> Arrays.stream(list.split(","))).map(String::strip).filter(label -> !label.isEmpty()).toList();
    Set<String> left = new TreeSet<>(grouped);
    if (grouped.isEmpty() && !expression.text().matches("(?s).*\\b(sum|max|min|avg|count)\\b.*")) {
      left.addAll(known);
    }
    return Stream.concat(
        grouped.stream().filter(label -> !known.contains(label)).map(label -> "by " + label + ": " + expression.text()),
        found(SHOWN, expression.shown()).filter(label -> !left.contains(label) && known.containsAll(left)).map(label -> "shown " + label + ": " + expression.text()));
  }

  private static Stream<String> found(Pattern pattern, String text) {
    return pattern.matcher(text).results().map(match -> match.group(1));
  }
}
