package dev.windrow.simulation;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;

/** What must become of the records of one source partition, by rules S2, S3, S9 and S10 and its committed records alone. */
final class SourceOracle {

  private final TopicPartition source;
  private final Log<Event> log;
  private final List<Question> questions;
  private final List<Taken> taken = new ArrayList<>();
  private final List<String> late = new ArrayList<>();
  private final List<String> deadLetters = new ArrayList<>();
  private final Map<String, long[]> ledger = new HashMap<>();
  private long cursor;
  private long clock;

  /** Indexes of {@link #ledger}. */
  static final int READ = 0;

  static final int AGGREGATED = 1;
  static final int SKIPPED = 2;
  static final int LATE = 3;
  static final int DEAD_LETTERS = 4;

  /** A record and where it counts. */
  private record Taken(long offset, long clockAfter, Event event, List<Cell> cells) {}

  SourceOracle(TopicPartition source, Log<Event> log, List<Question> questions) {
    this.source = source;
    this.log = log;
    this.questions = questions;
    questions.forEach(question -> ledger.put(question.name(), new long[5]));
  }

  /** Takes what has been decided since. */
  void advance() {
    for (long end = log.lastStable(); cursor < end; cursor++) {
      if (log.isVisible(cursor)) {
        take(cursor, log.at(cursor));
      }
    }
  }

  private void take(long offset, Event event) {
    ledger.values().forEach(counts -> counts[READ]++);
    if (event.deadReason().isPresent()) {
      ledger.values().forEach(counts -> counts[DEAD_LETTERS]++);
      deadLetters.add(side(offset, event, "windrow-reason=" + event.deadReason().get()));
      taken.add(new Taken(offset, clock, event, List.of()));
      return;
    }
    List<Cell> cells = new ArrayList<>();
    StringBuilder missed = new StringBuilder();
    for (Question question : questions) {
      long start = question.start(event.time());
      if (!event.groups().keySet().containsAll(question.groupBy())) {
        ledger.get(question.name())[SKIPPED]++;
      } else if (question.closesAt(start) <= clock) {
        ledger.get(question.name())[LATE]++;
        missed.append(" windrow-missed=").append(missed(question, start));
      } else {
        ledger.get(question.name())[AGGREGATED]++;
        cells.add(new Cell(question, start, question.groupBy().stream().map(event.groups()::get).toList()));
      }
    }
    if (missed.length() > 0) {
      late.add(side(offset, event, "windrow-clock=" + Instant.ofEpochMilli(clock) + missed));
    }
    clock = Math.max(clock, event.time());
    taken.add(new Taken(offset, clock, event, cells));
  }

  private String missed(Question question, long start) {
    return "{\"aggregation\":\"" + question.name() + "\",\"window_start\":\"" + Instant.ofEpochMilli(start) + "\",\"window_end\":\""
        + Instant.ofEpochMilli(start + question.sizeMs()) + "\",\"late_ms\":" + (clock - question.closesAt(start)) + "}";
  }

  /** A record of the late or dead-letter topic in words; the detail of a reject is left out. */
  private String side(long offset, Event event, String why) {
    String theirs = event.headers().stream().map(header -> header.getKey() + "=" + header.getValue() + " ").collect(Collectors.joining());
    return text(event.key()) + " = " + text(event.value()) + " @" + Math.max(0, event.timestamp()) + " " + theirs + "windrow-topic="
        + source.topic() + " windrow-partition=" + source.partition() + " windrow-offset=" + offset + " " + why;
  }

  /** Every byte as a character, so that texts are equal only if the bytes are. */
  static String text(byte[] bytes) {
    return bytes == null ? "nothing" : new String(bytes, StandardCharsets.ISO_8859_1);
  }

  TopicPartition source() {
    return source;
  }

  /** The clock after all records before an offset. */
  long clockBefore(long offset) {
    int below = firstFrom(offset);
    return below == 0 ? 0 : taken.get(below - 1).clockAfter();
  }

  /** Whether a record before {@code next}, not before {@code from}, has moved the clock. */
  boolean moves(long from, long next) {
    return clockBefore(next) > clockBefore(from);
  }

  /** How many records there are from one offset up to another. */
  int records(long from, long next) {
    return firstFrom(next) - firstFrom(from);
  }

  /** The records from one offset up to another, added up. */
  Map<Cell, Sum> sums(long from, long next) {
    Map<Cell, Sum> sums = new HashMap<>();
    for (int i = firstFrom(from); i < taken.size() && taken.get(i).offset() < next; i++) {
      Taken one = taken.get(i);
      one.cells().forEach(cell -> sums.computeIfAbsent(cell, added -> new Sum()).add(one.event().number()));
    }
    return sums;
  }

  private int firstFrom(long offset) {
    int low = 0;
    int high = taken.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (taken.get(middle).offset() < offset) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  long end() {
    return cursor;
  }

  List<String> late() {
    return late;
  }

  List<String> deadLetters() {
    return deadLetters;
  }

  long[] ledger(Question question) {
    return ledger.get(question.name());
  }
}
