package dev.windrow.simulation;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.TopicPartition;

/** Rules S4 and S6 the plain way: looks at all sources each time. */
final class NaiveWatermark {

  private final Shape shape;
  private final Trace trace;
  private final Map<TopicPartition, State> heard = new TreeMap<>(Kafka.BY_NAME);
  private final Map<String, Integer> partitions = new TreeMap<>();
  private long wallMs;
  private long watermark;

  private static final class State {
    private long clock;
    private boolean announced;
    private long announcedMs;
    private long quietMs;
  }

  NaiveWatermark(Shape shape, Trace trace) {
    this.shape = shape;
    this.trace = trace;
    shape.topics().forEach(topic -> partitions.put(topic, 1));
  }

  void hear(Frame frame, long clock, boolean idle, long quietMs) {
    TopicPartition source = frame.source();
    partitions.merge(source.topic(), Math.max(frame.partitions(), source.partition() + 1), Math::max);
    wallMs = Math.max(wallMs, frame.wallMs());
    State state = heard.computeIfAbsent(source, added -> new State());
    state.clock = Math.max(state.clock, clock);
    state.announced = idle;
    state.announcedMs = frame.wallMs();
    state.quietMs = quietMs;
  }

  long get() {
    List<State> all = partitions.entrySet().stream()
        .flatMap(topic -> java.util.stream.IntStream.range(0, topic.getValue()).mapToObj(i -> new TopicPartition(topic.getKey(), i)))
        .map(source -> heard.getOrDefault(source, new State()))
        .toList();
    all.stream().filter(state -> state.announced && !isIdle(state)).forEach(state -> trace.saw(Happening.ANNOUNCEMENT_RAN_OUT));
    long now = all.stream().allMatch(this::isIdle) ? allIdle(all) : slowest(all);
    watermark = Math.max(watermark, now);
    return watermark;
  }

  private long slowest(List<State> all) {
    return all.stream().filter(state -> !isIdle(state)).mapToLong(state -> state.clock).min().orElseThrow();
  }

  private long allIdle(List<State> all) {
    trace.saw(Happening.ALL_IDLE);
    long highest = all.stream().max(Comparator.comparingLong(state -> state.clock)).orElseThrow().clock;
    long quietSince = all.stream().mapToLong(state -> state.announcedMs - state.quietMs).max().orElseThrow();
    return highest == 0 ? 0 : highest + wallMs - quietSince;
  }

  private boolean isIdle(State state) {
    return state.announced && wallMs - state.announcedMs <= 3 * shape.idleAfterMs();
  }
}
