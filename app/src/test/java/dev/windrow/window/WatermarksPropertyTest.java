package dev.windrow.window;

import static org.assertj.core.api.Assertions.assertThat;

import dev.windrow.window.NaiveWatermarks.Input;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Random inputs by seed; a failing seed is the test's name. Numbers are small, so that they meet often. */
class WatermarksPropertyTest {

  private static final List<Set<String>> TOPICS = List.of(Set.of("a"), Set.of("a", "b"), Set.of("a", "b", "c"));
  private static final long[] IDLE_AFTER = {1, 3, 10, Watermarks.NEVER};
  private static final int STEPS = 150;

  static LongStream seeds() {
    return LongStream.range(0, 200);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void equalsTheRulesAppliedToAllInputsAnewAlsoAcrossRestarts(long seed) {
    Random random = new Random(seed);
    Set<String> topics = TOPICS.get(random.nextInt(TOPICS.size()));
    long idleAfter = IDLE_AFTER[random.nextInt(IDLE_AFTER.length)];
    Watermarks watermarks = new Watermarks(topics, idleAfter);
    NaiveWatermarks naive = new NaiveWatermarks(topics, idleAfter);

    for (int step = 0; step < STEPS; step++) {
      Input input = input(random, new ArrayList<>(topics), step);
      input.applyTo(watermarks);
      naive.add(input);
      if (random.nextInt(4) > 0) {
        assertThat(watermarks.watermark()).as("watermark after step %d: %s", step, input).isEqualTo(naive.watermark());
      }
      if (random.nextInt(20) == 0) {
        assertThat(watermarks.heldBackBy()).as("held back after step %d: %s", step, input).isEqualTo(naive.heldBackBy());
      }
      if (random.nextInt(20) == 0) {
        assertThat(watermarks.watermark()).as("watermark before a restart").isEqualTo(naive.watermark());
        watermarks = restarted(watermarks, topics, idleAfter);
      }
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void neverFallsAndNeverRisesPastASourceThatIsNotIdle(long seed) {
    Random random = new Random(seed);
    Set<String> topics = TOPICS.get(random.nextInt(TOPICS.size()));
    long idleAfter = IDLE_AFTER[random.nextInt(IDLE_AFTER.length)];
    Watermarks watermarks = new Watermarks(topics, idleAfter);
    NaiveWatermarks model = new NaiveWatermarks(topics, idleAfter);
    long before = 0;

    for (int step = 0; step < STEPS; step++) {
      Input input = input(random, new ArrayList<>(topics), step);
      input.applyTo(watermarks);
      model.add(input);
      long after = watermarks.watermark();
      assertThat(after).as("after step %d", step).isGreaterThanOrEqualTo(before);
      if (after > before) {
        assertThat(model.expected())
            .as("sources after the rise from %d to %d by step %d: %s", before, after, step, input)
            .allMatch(source -> model.idle(source) || model.clock(source) >= after);
      }
      before = after;
    }
  }

  /** S3 and S4 together: what a partition's own order lets in, the watermark of all partitions has not shut out. */
  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void withoutIdlenessNoAcceptedEventMissesItsWindowHoweverPartitionsInterleave(long seed) {
    Random random = new Random(seed);
    Tumbling windows = new Tumbling(1 + random.nextInt(10), random.nextInt(5));
    List<Deque<Long>> partitions = partitions(random);
    Watermarks watermarks = new Watermarks(Set.of("t"), Watermarks.NEVER);
    watermarks.partitions("t", partitions.size());
    long[] clocks = new long[partitions.size()];
    int accepted = 0;

    for (int partition : interleaving(random, partitions)) {
      for (int batch = 1 + random.nextInt(5); batch > 0 && !partitions.get(partition).isEmpty(); batch--) {
        long time = partitions.get(partition).remove();
        long start = windows.start(time);
        if (!windows.isLate(start, clocks[partition])) {
          assertThat(watermarks.watermark()).as("watermark at %d of partition %d", time, partition).isLessThan(windows.closesAt(start));
          accepted++;
        }
        clocks[partition] = Math.max(clocks[partition], time);
      }
      watermarks.data("t", partition, clocks[partition]);
    }

    assertThat(accepted).isPositive();
    assertThat(watermarks.watermark()).isEqualTo(LongStream.of(clocks).min().orElseThrow()).isPositive();
  }

  private static Input input(Random random, List<String> topics, int step) {
    Collections.sort(topics);
    String topic = topics.get(random.nextInt(topics.size()));
    SourceId source = new SourceId(topic, random.nextInt(3));
    long clock = random.nextInt(step + 10);
    long wallMs = 1000 + step / 2 + random.nextInt(12);
    long quietMs = random.nextBoolean() ? random.nextInt(20) : wallMs - 990;
    return switch (random.nextInt(10)) {
      case 0 -> Input.wall(wallMs);
      case 1 -> Input.partitions(topic, 1 + random.nextInt(4));
      case 2, 3, 4 -> Input.data(source, clock);
      default -> Input.idle(source, clock, wallMs, quietMs);
    };
  }

  private static Watermarks restarted(Watermarks saved, Set<String> topics, long idleAfter) {
    Watermarks restarted = new Watermarks(topics, idleAfter);
    topics.forEach(topic -> restarted.partitions(topic, saved.partitions(topic)));
    restarted.wall(saved.wallMs());
    restarted.restore(saved.snapshot());
    restarted.rise(saved.watermark());
    return restarted;
  }

  /** Times that rise, with some out of order and some far too late. */
  private static List<Deque<Long>> partitions(Random random) {
    List<Deque<Long>> partitions = new ArrayList<>();
    for (int partition = 1 + random.nextInt(4); partition > 0; partition--) {
      Deque<Long> times = new ArrayDeque<>();
      int count = 20 + random.nextInt(60);
      for (long n = 1; n <= count; n++) {
        times.add(Math.max(0, n - random.nextInt(random.nextInt(8) == 0 ? 30 : 4)));
      }
      times.add(count + 1L);
      partitions.add(times);
    }
    return partitions;
  }

  private static List<Integer> interleaving(Random random, List<Deque<Long>> partitions) {
    List<Integer> turns = new ArrayList<>();
    for (int partition = 0; partition < partitions.size(); partition++) {
      turns.addAll(Collections.nCopies(partitions.get(partition).size(), partition));
    }
    Collections.shuffle(turns, random);
    return turns;
  }
}
