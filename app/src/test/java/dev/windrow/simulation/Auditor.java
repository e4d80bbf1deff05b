package dev.windrow.simulation;

import dev.windrow.topology.Counts;
import dev.windrow.topology.SimulatedState;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.utils.Bytes;

/** Holds what a run has committed against the rules. What users see is looked at first, then what brought it about. */
final class Auditor {

  private final Shape shape;
  private final Trace trace;
  private final Kafka kafka;
  private final boolean finishesLater;
  private final SortedMap<TopicPartition, SourceOracle> sources = new TreeMap<>(Kafka.BY_NAME);
  private final List<MergeOracle> merges = new ArrayList<>();

  /** @param finishesLater whether final results may come after what the partial that closed their window has caused */
  Auditor(Shape shape, Trace trace, Kafka kafka, boolean finishesLater) {
    this.finishesLater = finishesLater;
    this.shape = shape;
    this.trace = trace;
    this.kafka = kafka;
    for (int merge = 0; merge < kafka.mergePartitions(); merge++) {
      merges.add(new MergeOracle(shape, trace, kafka.partials(merge), sources));
    }
  }

  /** Takes what has been decided since; what it finds wrong it keeps for {@link #check}. */
  void advance() {
    kafka.inputs().forEach((source, log) ->
        sources.computeIfAbsent(source, added -> new SourceOracle(added, log, shape.questions())).advance());
    merges.forEach(MergeOracle::advance);
  }

  /** Whether all records have reached stage 2 and all windows that can close have closed; else what is missing. */
  Optional<String> missing() {
    List<String> missing = new ArrayList<>();
    sources.values().forEach(source -> merges.stream().filter(merge -> !merge.hasAll(source)).findFirst()
        .ifPresent(merge -> missing.add("records of " + source.source())));
    int open = merges.stream().mapToInt(MergeOracle::open).sum();
    if (open > 0 && !shape.isNever()) {
      missing.add(open + " open windows");
    }
    return missing.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", missing));
  }

  /** The first thing found wrong while going along. */
  void checkMerges() {
    merges.forEach(merge -> merge.violation().ifPresent(violation -> {
      throw violation;
    }));
  }

  /** Checks a run that has come to its end. */
  void check() {
    checkLedger();
    checkSideTopic(Invariant.LATE, kafka.late(), SourceOracle::late, Happening.LATE);
    checkSideTopic(Invariant.DEAD_LETTERS, kafka.deadLetters(), SourceOracle::deadLetters, Happening.DEAD_LETTER);
    checkResults();
    checkMerges();
    for (int merge = 0; merge < merges.size(); merge++) {
      checkOutputs(merge);
      checkState(merge);
    }
  }

  private void checkLedger() {
    Map<TopicPartition, Map<String, Counts>> found = new HashMap<>();
    for (int merge = 0; merge < merges.size(); merge++) {
      committedSources(merge).forEach((source, state) -> state.ledger().forEach((id, counts) ->
          found.computeIfAbsent(source, added -> new HashMap<>()).merge(name(id), counts, Counts::plus)));
    }
    sources.forEach((partition, source) -> shape.questions().forEach(question -> {
      long[] counts = source.ledger(question);
      long expired = merges.stream().mapToLong(merge -> merge.expired(partition, question)).sum();
      Counts expected = new Counts(
          counts[SourceOracle.READ], counts[SourceOracle.AGGREGATED] - expired, 0, counts[SourceOracle.SKIPPED], counts[SourceOracle.LATE], expired,
          counts[SourceOracle.DEAD_LETTERS]);
      Counts actual = found.getOrDefault(partition, Map.of()).getOrDefault(question.name(), Counts.NONE).settled();
      require(Invariant.LEDGER, actual.equals(expected), "%s of %s: expected %s, found %s", question.name(), partition, expected, actual);
      require(Invariant.LEDGER, actual.balances(), "%s of %s does not balance: %s", question.name(), partition, actual);
    }));
  }

  /** Replays a changelog, in which nothing ever goes back. */
  private Map<TopicPartition, SimulatedState.Source> committedSources(int merge) {
    Map<TopicPartition, SimulatedState.Source> states = new TreeMap<>(Kafka.BY_NAME);
    Map<String, Long> closed = new HashMap<>();
    Log<Change> log = kafka.sources(merge);
    for (long offset = 0; offset < log.lastStable(); offset++) {
      if (!log.isVisible(offset)) {
        continue;
      }
      Change change = log.at(offset);
      Optional<SimulatedState.Source> source = SimulatedState.source(change.key(), change.value());
      if (source.isPresent()) {
        SimulatedState.Source after = source.get();
        SimulatedState.Source before = states.put(new TopicPartition(after.id().topic(), after.id().partition()), after);
        require(Invariant.MONOTONE, before == null
            || after.clock() >= before.clock() && after.next() >= before.next() && after.partitions() >= before.partitions(),
            "%s went from %s to %s", log, before, after);
      } else if (SimulatedState.isClose(change.key())) {
        long after = SimulatedState.closedUpTo(change.value());
        Long before = closed.put(SimulatedState.closedAggregation(change.key()), after);
        require(Invariant.MONOTONE, before == null || (finishesLater ? after >= before : after > before), "%s closed up to %d after %d", log, after, before);
      }
    }
    return states;
  }

  private interface Expected {
    List<String> of(SourceOracle source);
  }

  private void checkSideTopic(Invariant invariant, Log<Output> log, Expected expected, Happening happening) {
    Map<TopicPartition, List<String>> found = new HashMap<>();
    for (Output output : visible(log)) {
      if (output.causeMerge() < 0) {
        found.computeIfAbsent(output.frame().orElseThrow().source(), added -> new ArrayList<>()).add(side(output));
        trace.saw(happening);
      }
    }
    sources.forEach((partition, source) -> {
      List<String> all = found.getOrDefault(partition, List.of());
      require(invariant, all.equals(expected.of(source)), "%s of %s: %s", log, partition, difference(expected.of(source), all));
    });
  }

  private void checkResults() {
    Map<String, List<String>> byKey = new TreeMap<>();
    visible(kafka.results()).forEach(output ->
        byKey.computeIfAbsent(output.topic() + ": " + utf8(output.record().key()), added -> new ArrayList<>()).add(utf8(output.record().value())));
    byKey.forEach((key, values) -> {
      for (int i = 0; i < values.size(); i++) {
        require(Invariant.FINAL_ONCE, values.get(i).endsWith("\"revision\":" + (i + 1) + "}"), "%s: revision %d is %s", key, i + 1, values.get(i));
        require(Invariant.FINAL_ONCE, i == 0 || values.get(i).contains("\"status\":\"revised\""), "%s: final again in %s", key, values);
      }
    });
    Map<Cell, Sum> sums = new HashMap<>();
    sources.values().forEach(source -> source.sums(0, source.end()).forEach((cell, sum) ->
        sums.computeIfAbsent(cell, added -> new Sum()).add(sum)));
    sums.forEach((cell, sum) -> checkLast(cell, sum, byKey.remove(cell.question().output() + ": " + cell.key())));
    require(Invariant.VALUE, byKey.isEmpty(), "no events for %s", byKey);
  }

  private void checkLast(Cell cell, Sum inInput, List<String> results) {
    Sum merged = new Sum();
    merges.stream().map(merge -> merge.merged().get(cell)).filter(sum -> sum != null).forEach(merged::add);
    // Without expired events the input alone says what the result is.
    Sum expected = merged.count() < inInput.count() ? merged : inInput;
    boolean mayBeMissing = shape.isNever() || merged.count() == 0;
    require(Invariant.VALUE, results != null || mayBeMissing, "no result for %s", cell.key());
    if (results != null) {
      String last = results.get(results.size() - 1);
      require(Invariant.VALUE, last.contains(expected.json() + ",\"status\""), "%s: expected %s, found %s", cell.key(), expected.json(), last);
    }
  }

  private void checkOutputs(int merge) {
    SortedMap<Long, List<String>> found = new TreeMap<>();
    for (Log<Output> log : List.of(kafka.results(), kafka.late())) {
      for (Output output : visible(log)) {
        if (output.causeMerge() == merge) {
          note(found, output.causeOffset(), log == kafka.late() ? expired(output) : result(output));
        }
      }
    }
    SortedMap<Long, List<String>> expected = new TreeMap<>();
    merges.get(merge).outputs().forEach((offset, outputs) -> outputs.forEach(output -> note(expected, offset, output)));
    SortedSet<Long> offsets = new TreeSet<>(expected.keySet());
    offsets.addAll(found.keySet());
    for (long offset : offsets) {
      String difference = difference(sorted(expected.getOrDefault(offset, List.of())), sorted(found.getOrDefault(offset, List.of())));
      require(Invariant.CLOSING, difference.isEmpty(), "partial %d of merge partition %d: %s", offset, merge, difference);
    }
  }

  private void note(SortedMap<Long, List<String>> outputs, long offset, String output) {
    boolean later = finishesLater && output.contains("\"status\":\"final\"");
    outputs.computeIfAbsent(later ? Output.LATER : offset, added -> new ArrayList<>()).add(output);
  }

  private void checkState(int merge) {
    SortedMap<Bytes, byte[]> windows = new TreeMap<>();
    Log<Change> log = kafka.windows(merge);
    for (long offset = 0; offset < log.lastStable(); offset++) {
      if (log.isVisible(offset)) {
        windows.put(Bytes.wrap(log.at(offset).key()), log.at(offset).value());
      }
    }
    windows.values().removeIf(value -> value == null);
    List<String> found = SimulatedState.windows(windows).stream()
        .map(window -> name(window.aggregationId()) + " " + window.start() + " " + window.group()).sorted().toList();
    List<String> expected = merges.get(merge).kept().stream()
        .map(cell -> cell.question().name() + " " + cell.start() + " " + cell.group()).sorted().toList();
    require(Invariant.STATE, found.equals(expected), "windows of merge partition %d: %s", merge, difference(expected, found));
  }

  private static List<Output> visible(Log<Output> log) {
    List<Output> outputs = new ArrayList<>();
    for (long offset = 0; offset < log.lastStable(); offset++) {
      if (log.isVisible(offset)) {
        outputs.add(log.at(offset));
      }
    }
    return outputs;
  }

  private static String side(Output output) {
    String headers = StreamSupport.stream(output.record().headers().spliterator(), false)
        .filter(header -> !header.key().equals("windrow-detail"))
        .map(header -> header.key() + "=" + utf8(header.value()))
        .collect(Collectors.joining(" "));
    return SourceOracle.text(output.record().key()) + " = " + SourceOracle.text(output.record().value()) + " @" + output.record().timestamp()
        + " " + headers;
  }

  private static String result(Output output) {
    return output.topic() + ": " + utf8(output.record().key()) + " = " + utf8(output.record().value());
  }

  private static String expired(Output output) {
    return utf8(output.record().key()) + " = " + utf8(output.record().value()) + " of " + header(output, "windrow-topic") + "-"
        + header(output, "windrow-partition");
  }

  private static String header(Output output, String name) {
    Header header = output.record().headers().lastHeader(name);
    return header == null ? "nothing" : utf8(header.value());
  }

  private static String name(String aggregationId) {
    return aggregationId.substring(0, aggregationId.lastIndexOf('-'));
  }

  private static String utf8(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static List<String> sorted(List<String> lines) {
    List<String> sorted = new ArrayList<>(lines);
    Collections.sort(sorted);
    return sorted;
  }

  /** Where two lists part; empty when they do not. */
  private static String difference(List<String> expected, List<String> found) {
    int at = 0;
    while (at < expected.size() && at < found.size() && expected.get(at).equals(found.get(at))) {
      at++;
    }
    if (at == expected.size() && at == found.size()) {
      return "";
    }
    return "expected %d, found %d; at %d expected %s, found %s".formatted(
        expected.size(), found.size(), at, at < expected.size() ? expected.get(at) : "no more", at < found.size() ? found.get(at) : "no more");
  }

  private static void require(Invariant invariant, boolean holds, String format, Object... arguments) {
    if (!holds) {
      throw new Violation(invariant, format.formatted(Arrays.stream(arguments).toArray()));
    }
  }
}
