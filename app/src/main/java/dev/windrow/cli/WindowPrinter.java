package dev.windrow.cli;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.windrow.aggregate.Function;
import dev.windrow.aggregate.Measure;
import dev.windrow.config.Aggregation;
import dev.windrow.config.Config;
import dev.windrow.event.FieldPath;
import java.io.IOException;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Prints results for people, a block per window. The results of one window come from several merge partitions, so a block
 * waits until no more of them have come for a moment. Confined to one thread.
 */
final class WindowPrinter {

  private static final long SETTLED_MS = 300;
  private static final MathContext THREE_DIGITS = new MathContext(3, RoundingMode.HALF_EVEN);
  private static final BigDecimal WHOLE_FROM = BigDecimal.valueOf(1000);
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss").withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter DATE_TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneOffset.UTC);

  private static final ObjectReader JSON =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build().readerFor(JsonNode.class);

  private final Map<String, Aggregation> aggregations;
  private final Predicate<Measure> shown;
  private final PrintWriter out;
  private final Clock clock;
  private final Map<Window, Block> blocks = new TreeMap<>();

  private record Window(Instant end, Instant start, String aggregation) implements Comparable<Window> {

    private static final Comparator<Window> ORDER =
        Comparator.comparing(Window::end).thenComparing(Window::start).thenComparing(Window::aggregation);

    @Override
    public int compareTo(Window other) {
      return ORDER.compare(this, other);
    }
  }

  private static final class Block {
    private final Map<String, JsonNode> rows = new TreeMap<>();
    private long lastMs;
  }

  /**
   * A printer of the results of these aggregations.
   *
   * @param shown which measures are printed
   */
  WindowPrinter(Config config, Predicate<Measure> shown, PrintWriter out, Clock clock) {
    this.aggregations = config.aggregations().stream().collect(Collectors.toMap(Aggregation::name, aggregation -> aggregation));
    this.shown = shown;
    this.out = out;
    this.clock = clock;
  }

  /** Takes a record of a result topic; what is no result of these aggregations is left out. */
  void take(ConsumerRecord<byte[], byte[]> record) {
    parse(record).filter(result -> aggregations.containsKey(result.path("aggregation").asText())).ifPresent(result -> {
      Aggregation aggregation = aggregations.get(result.path("aggregation").asText());
      Window window = new Window(
          Instant.parse(result.path("window_end").asText()), Instant.parse(result.path("window_start").asText()), aggregation.name());
      Block block = blocks.computeIfAbsent(window, added -> new Block());
      block.rows.put(group(aggregation, result), result);
      block.lastMs = clock.millis();
    });
  }

  /** Prints the windows of which nothing has come for a moment, oldest first. */
  void printSettled() {
    print(clock.millis() - SETTLED_MS);
  }

  /** Prints what is left. */
  void printAll() {
    print(Long.MAX_VALUE);
  }

  private void print(long untilMs) {
    for (Iterator<Map.Entry<Window, Block>> all = blocks.entrySet().iterator(); all.hasNext();) {
      Map.Entry<Window, Block> entry = all.next();
      if (entry.getValue().lastMs <= untilMs) {
        print(entry.getKey(), entry.getValue());
        all.remove();
      }
    }
  }

  private void print(Window window, Block block) {
    Aggregation aggregation = aggregations.get(window.aggregation());
    boolean revised = block.rows.values().stream().anyMatch(row -> row.path("status").asText().equals("revised"));
    out.println("Window " + span(window) + (aggregations.size() > 1 ? "  " + aggregation.name() : "") + (revised ? "  (revised)" : ""));
    int width = block.rows.keySet().stream().mapToInt(String::length).max().orElse(0);
    List<List<String>> figures = block.rows.values().stream().map(row -> figures(aggregation, row)).toList();
    Iterator<List<String>> figuresOfRow = figures.iterator();
    for (String group : block.rows.keySet()) {
      out.println(("  " + group + " ".repeat(width - group.length()) + " " + aligned(figuresOfRow.next(), figures)).stripTrailing());
    }
    out.flush();
  }

  private String span(Window window) {
    LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    boolean ofToday = LocalDate.ofInstant(window.start(), ZoneOffset.UTC).equals(today);
    return (ofToday ? TIME : DATE_TIME).format(window.start()) + "–" + TIME.format(window.end());
  }

  private List<String> figures(Aggregation aggregation, JsonNode row) {
    List<String> figures = new ArrayList<>();
    for (Measure measure : aggregation.measures()) {
      if (shown.test(measure)) {
        JsonNode value = row.path(measure.name());
        figures.add(measure.function() == Function.COUNT ? value.asText() + " events" : measure.name().replace('_', ' ') + " " + rounded(value));
      }
    }
    return figures;
  }

  private static String aligned(List<String> figures, List<List<String>> all) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < figures.size(); i++) {
      int column = i;
      int width = all.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
      String pad = " ".repeat(width - figures.get(i).length());
      // Counts stand to the right, like numbers; what starts with a name to the left.
      line.append(i == 0 ? pad + figures.get(i) : figures.get(i) + pad).append("   ");
    }
    return line.toString();
  }

  /** Three digits are what a glance takes in; the exact value is in the topic. */
  private static String rounded(JsonNode value) {
    if (!value.isNumber()) {
      return "–";
    }
    BigDecimal exact = value.decimalValue();
    BigDecimal rounded = exact.abs().compareTo(WHOLE_FROM) >= 0 ? exact.setScale(0, RoundingMode.HALF_EVEN) : exact.round(THREE_DIGITS);
    return rounded.toPlainString();
  }

  private static String group(Aggregation aggregation, JsonNode result) {
    String group = aggregation.groupBy().stream().map(FieldPath::toString).map(name -> text(result.path(name))).collect(Collectors.joining(" / "));
    return group.isEmpty() ? "all" : group;
  }

  /** Nothing that came from outside reaches a terminal unescaped. */
  private static String text(JsonNode value) {
    String text = value.asText();
    return text.chars().anyMatch(Character::isISOControl) || text.isBlank() ? value.toString() : text;
  }

  private static Optional<JsonNode> parse(ConsumerRecord<byte[], byte[]> record) {
    try {
      return record.value() == null ? Optional.empty() : Optional.of(JSON.readTree(record.value()));
    } catch (IOException noJson) {
      return Optional.empty();
    }
  }
}
