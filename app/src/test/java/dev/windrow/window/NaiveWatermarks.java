package dev.windrow.window;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The rules S4 and S6 word by word: keeps every input and computes each answer from all of them anew. */
final class NaiveWatermarks {

  /** One call; {@code partition} is -1 where it concerns no single one, other numbers are 0 where they say nothing. */
  record Input(String kind, String topic, int partition, int count, long clock, long wallMs, long quietMs) {

    static Input partitions(String topic, int count) {
      return new Input("partitions", topic, -1, count, 0, 0, 0);
    }

    static Input wall(long wallMs) {
      return new Input("wall", "", -1, 0, 0, wallMs, 0);
    }

    static Input data(SourceId source, long clock) {
      return new Input("data", source.topic(), source.partition(), 0, clock, 0, 0);
    }

    static Input idle(SourceId source, long clock, long wallMs, long quietMs) {
      return new Input("idle", source.topic(), source.partition(), 0, clock, wallMs, quietMs);
    }

    void applyTo(Watermarks watermarks) {
      switch (kind) {
        case "partitions" -> watermarks.partitions(topic, count);
        case "wall" -> watermarks.wall(wallMs);
        case "data" -> watermarks.data(topic, partition, clock);
        case "idle" -> watermarks.idle(topic, partition, clock, wallMs, quietMs);
        default -> throw new IllegalStateException(kind);
      }
    }
  }

  private final Set<String> topics;
  private final long idleAfterMs;
  private final List<Input> inputs = new ArrayList<>();
  private final List<Long> answers = new ArrayList<>();

  NaiveWatermarks(Set<String> topics, long idleAfterMs) {
    this.topics = new TreeSet<>(topics);
    this.idleAfterMs = idleAfterMs;
  }

  void add(Input input) {
    inputs.add(input);
  }

  long watermark() {
    answers.add(now());
    return answers.stream().mapToLong(Long::longValue).max().orElseThrow();
  }

  List<HoldBack> heldBackBy() {
    long watermark = watermark();
    return expected().stream()
        .filter(source -> !idle(source) && clock(source) <= watermark)
        .map(source -> new HoldBack(source, clock(source), of(source).findAny().isPresent()))
        .toList();
  }

  List<SourceId> expected() {
    return topics.stream()
        .flatMap(topic -> IntStream.range(0, partitions(topic)).mapToObj(partition -> new SourceId(topic, partition)))
        .toList();
  }

  boolean idle(SourceId source) {
    List<Input> all = of(source).toList();
    if (idleAfterMs == Watermarks.NEVER || all.isEmpty() || !last(all).kind().equals("idle")) {
      return false;
    }
    return wall() <= last(all).wallMs() + 3 * idleAfterMs;
  }

  long clock(SourceId source) {
    return of(source).mapToLong(Input::clock).max().orElse(0);
  }

  private long now() {
    OptionalLong slowest = expected().stream().filter(source -> !idle(source)).mapToLong(this::clock).min();
    return slowest.orElseGet(this::allIdle);
  }

  private long allIdle() {
    long highest = expected().stream().mapToLong(this::clock).max().orElseThrow();
    long allQuietMs = expected().stream()
        .map(source -> last(of(source).toList()))
        .mapToLong(announcement -> wall() - (announcement.wallMs() - announcement.quietMs()))
        .min()
        .orElseThrow();
    return highest == 0 ? 0 : highest + allQuietMs;
  }

  private long wall() {
    return inputs.stream().mapToLong(Input::wallMs).max().orElse(0);
  }

  private int partitions(String topic) {
    return inputs.stream()
        .filter(input -> input.topic().equals(topic))
        .mapToInt(input -> Math.max(input.count(), input.partition() + 1))
        .reduce(1, Math::max);
  }

  private Stream<Input> of(SourceId source) {
    return inputs.stream().filter(input -> input.topic().equals(source.topic()) && input.partition() == source.partition());
  }

  private static Input last(List<Input> all) {
    return all.get(all.size() - 1);
  }
}
