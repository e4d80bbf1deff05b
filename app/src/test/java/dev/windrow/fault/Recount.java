package dev.windrow.fault;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.windrow.it.Scenario;
import dev.windrow.it.Settings;
import dev.windrow.window.WindowResult;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * What to expect of the records that an input topic holds, recomputed from them record by record: for logs that no simulation wrote.
 * All of them must be good events of the default kind with their time in epoch ms. Shares no code with what it checks but the text of times.
 */
final class Recount {

  private static final JsonMapper JSON = JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();
  private static final MathContext AVERAGE = new MathContext(16, RoundingMode.HALF_EVEN);
  private static final long WINDOW_MS = Scenario.RULES.window().toMillis();
  private static final long GRACE_MS = Scenario.RULES.grace().toMillis();

  private final Map<Integer, Long> clocks = new TreeMap<>();
  private final Map<Integer, Long> read = new TreeMap<>();
  private final Map<Integer, Long> late = new TreeMap<>();
  private final Map<Cell, Sums> cells = new HashMap<>();

  private record Cell(long start, String type) {}

  private record Sums(long count, BigDecimal sum, BigDecimal min, BigDecimal max) {

    Sums plus(Sums other) {
      return new Sums(count + other.count, sum.add(other.sum), min.min(other.min), max.max(other.max));
    }
  }

  /** Of the records in this order, which has to be offset order within each partition. */
  static Recount of(List<ConsumerRecord<byte[], byte[]>> records) throws IOException {
    Recount recount = new Recount();
    for (ConsumerRecord<byte[], byte[]> record : records) {
      recount.take(record);
    }
    return recount;
  }

  long records() {
    return read.values().stream().mapToLong(Long::longValue).sum();
  }

  private void take(ConsumerRecord<byte[], byte[]> record) throws IOException {
    JsonNode event = JSON.readTree(record.value());
    long time = event.path("timestamp").longValue();
    long start = time - time % WINDOW_MS;
    long clock = clocks.getOrDefault(record.partition(), 0L);
    read.merge(record.partition(), 1L, Long::sum);
    if (start + WINDOW_MS + GRACE_MS <= clock) {
      late.merge(record.partition(), 1L, Long::sum);
    } else {
      BigDecimal value = event.path("value").decimalValue();
      cells.merge(new Cell(start, event.path("event_type").asText()), new Sums(1, value, value, value), Sums::plus);
    }
    clocks.put(record.partition(), Math.max(clock, time));
  }

  /** Writes it as a truth file. */
  Path write(Settings settings, Path file) throws IOException {
    List<String> lines = new ArrayList<>();
    lines.add("{\"kind\":\"header\",\"topic\":\"" + settings.topic() + "\",\"aggregation\":\"by-event-type\",\"window\":\"" + WINDOW_MS
        + "ms\",\"grace\":\"" + GRACE_MS + "ms\"}");
    cells.forEach((cell, sums) -> lines.add(line(cell, sums)));
    read.forEach((partition, records) -> {
      long lateHere = late.getOrDefault(partition, 0L);
      lines.add("{\"kind\":\"ledger\",\"partition\":" + partition + ",\"read\":" + records + ",\"aggregated\":" + (records - lateHere)
          + ",\"late\":" + lateHere + "}");
    });
    return Files.write(file, lines);
  }

  private static String line(Cell cell, Sums sums) {
    return "{\"aggregation\":\"by-event-type\",\"window_start\":\"" + WindowResult.time(cell.start())
        + "\",\"window_end\":\"" + WindowResult.time(cell.start() + WINDOW_MS)
        + "\",\"event_type\":\"" + cell.type() + "\",\"count\":" + sums.count() + ",\"sum_value\":" + sums.sum().toPlainString()
        + ",\"avg_value\":" + sums.sum().divide(BigDecimal.valueOf(sums.count()), AVERAGE).toPlainString()
        + ",\"min_value\":" + sums.min().toPlainString() + ",\"max_value\":" + sums.max().toPlainString() + "}";
  }
}
