package dev.windrow.event;

import dev.windrow.value.Decimals;
import dev.windrow.value.NumberColumn;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** What the tests of this package share: a schema and its batches from plain text. */
final class Events {

  static final long RECORD_TIME = 1_000_000;
  static final long MAX_AHEAD = 1_000;

  /** Time from {@code t}, one aggregation by {@code k}, measuring {@code v}. */
  static final EventSchema SCHEMA = schema("t", List.of("k"), List.of("v"));

  private Events() {
  }

  /** A schema with one aggregation that groups by all {@code groups}. */
  static EventSchema schema(String time, List<String> groups, List<String> numbers) {
    return schema(time, groups, numbers, List.of(IntStream.range(0, groups.size()).boxed().toList()), Limits.DEFAULTS);
  }

  static EventSchema schema(String time, List<String> groups, List<String> numbers, List<List<Integer>> groupings, Limits limits) {
    Optional<FieldPath> timePath = time.isEmpty() ? Optional.empty() : Optional.of(FieldPath.parse(time));
    return new EventSchema(timePath, paths(groups), paths(numbers), groupings, limits, MAX_AHEAD);
  }

  static EventSchema limited(Limits limits) {
    return schema("t", List.of("k"), List.of("v"), List.of(List.of(0)), limits);
  }

  /** One settled batch of these values at offsets from 0 and the record timestamp {@link #RECORD_TIME}. */
  static EventBatch batch(EventDecoder decoder, byte[]... values) {
    FrameBuilder frame = new FrameBuilder();
    frame.begin(1, 0);
    for (int i = 0; i < values.length; i++) {
      frame.record(i, RECORD_TIME, null, values[i]);
    }
    EventBatch batch = decoder.decode(frame.finish());
    batch.settle(0, 0, RECORD_TIME);
    return batch;
  }

  static EventBatch batch(EventSchema schema, String... values) {
    byte[][] bytes = new byte[values.length][];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = utf8(values[i]);
    }
    return batch(new EventDecoder(schema), bytes);
  }

  /** The row's number: a BigDecimal without trailing zeros, or null for none. */
  static BigDecimal number(EventBatch batch, int column, int row) {
    NumberColumn numbers = batch.number(column);
    if (numbers.isNone(row)) {
      return null;
    }
    return numbers.isFixed(row) ? Decimals.ofFixed(numbers.fixed(row)) : numbers.big(row);
  }

  /** The row's group value as canonical JSON, or {@code missing}. */
  static String group(EventBatch batch, int column, int row) {
    int id = batch.groupValue(column, row);
    return id == EventBatch.MISSING ? "missing" : new String(batch.dictionary(column).canonical(id), StandardCharsets.UTF_8);
  }

  /** {@code good}, or the code of the row's reject. */
  static String verdict(EventBatch batch, int row) {
    return batch.isGood(row) ? "good" : batch.reject(row).reason().code();
  }

  static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static List<FieldPath> paths(List<String> texts) {
    return texts.stream().map(FieldPath::parse).toList();
  }
}
