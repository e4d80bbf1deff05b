package dev.windrow.window;

import static dev.windrow.window.SourceClock.NOT_ANNOUNCED;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * How far event time has got over all source partitions: the watermark, and who holds it back (rules S4 and S6).
 *
 * <p>Every partition of every topic is waited for from the start, those not heard from yet at clock 0; a topic has at least
 * one partition. The watermark is the lowest clock among the sources that are not idle. A source is idle from its
 * announcement until it has records again, or until wall time is more than 3 × {@code idleAfter} past the
 * announcement. When all are idle, the watermark is the highest clock plus the time that all have been quiet, and rises with wall
 * time; with all clocks at 0 it stays there. It never falls, whatever comes later.
 *
 * <p>Wall time is what the partials carry, the highest so far; this class reads no clock. A machine whose clock runs ahead by
 * more than an announcement lives makes the others' announcements void: windows close later than they could, never too early.
 *
 * <p>The same calls in the same order give the same watermarks. To resume from saved state call {@link #partitions},
 * {@link #wall}, {@link #restore} and {@link #rise} with what was saved.
 *
 * <p>Confined to the stream thread. {@link #watermark()} allocates nothing and usually costs a few comparisons: all sources are
 * looked at only when the last of the slowest has moved, one became idle or came back, or an announcement ran out.
 */
public final class Watermarks {

  /** For {@code idleAfterMs}: no source is ever idle; announcements are ignored. */
  public static final long NEVER = Long.MAX_VALUE;

  /** More partitions of a topic than any broker holds; a higher number is taken for damage. */
  public static final int MAX_PARTITIONS = 1 << 20;

  private static final int ANNOUNCEMENT_LIFETIMES = 3;
  private static final long ALL_IDLE = Long.MAX_VALUE;

  private final SortedMap<String, Source[]> byTopic = new TreeMap<>();
  private final long idleAfterMs;
  private final long lifetimeMs;
  private Source[] sources = {};
  private long wallMs;
  private long watermark;

  // What the last look at all sources has found. It holds until outdated, and up to the wall time at which the first announcement
  // runs out.
  private boolean outdated;
  private long slowest;
  private int atSlowest;
  private long highest;
  private long quietSinceMs;
  private long validUntilMs;

  /**
   * @param topics the input topics
   * @param idleAfterMs the time without events after which a source is idle, or {@link #NEVER}; an announcement counts for
   *     three times as long
   */
  public Watermarks(Set<String> topics, long idleAfterMs) {
    if (topics.isEmpty() || idleAfterMs < 1) {
      throw new IllegalArgumentException("expected a topic and an idle-after of at least 1 ms, found " + topics + " and " + idleAfterMs);
    }
    this.idleAfterMs = idleAfterMs;
    this.lifetimeMs = idleAfterMs > Long.MAX_VALUE / ANNOUNCEMENT_LIFETIMES ? Long.MAX_VALUE : ANNOUNCEMENT_LIFETIMES * idleAfterMs;
    topics.forEach(topic -> byTopic.put(topic, new Source[0]));
    topics.forEach(topic -> partitions(topic, 1));
  }

  /** The topic has at least {@code count} partitions; a lower count than before changes nothing. */
  public void partitions(String topic, int count) {
    if (count < 1 || count > MAX_PARTITIONS) {
      throw new IllegalArgumentException("expected 1 to " + MAX_PARTITIONS + " partitions of " + topic + ", found " + count);
    }
    Source[] known = topic(topic);
    if (count > known.length) {
      byTopic.put(topic, grown(topic, known, count));
      sources = byTopic.values().stream().flatMap(Arrays::stream).toArray(Source[]::new);
      outdated = true;
    }
  }

  /** How many partitions of the topic are waited for. */
  public int partitions(String topic) {
    return topic(topic).length;
  }

  /** Some machine saw this wall time, in epoch ms; an earlier one than before changes nothing. */
  public void wall(long wallMs) {
    this.wallMs = Math.max(this.wallMs, wallMs);
  }

  /** The highest wall time so far, epoch ms. */
  public long wallMs() {
    return wallMs;
  }

  /** Records came from a source, of any kind; {@code clock} is its clock after them. It is not idle any more. */
  public void data(String topic, int partition, long clock) {
    Source source = source(topic, partition);
    if (source.announced()) {
      outdated = true;
    } else if (source.clock <= slowest && clock > source.clock) {
      atSlowest--;
      outdated |= atSlowest == 0;
    }
    source.heard(clock);
    source.idleWallMs = NOT_ANNOUNCED;
  }

  /**
   * A source announces that it is read to its end and has been quiet.
   *
   * @param clock its clock
   * @param wallMs wall time of the announcement, epoch ms
   * @param quietMs for how long no event has moved its clock
   */
  public void idle(String topic, int partition, long clock, long wallMs, long quietMs) {
    wall(wallMs);
    if (idleAfterMs == NEVER) {
      data(topic, partition, clock);
      return;
    }
    Source source = source(topic, partition);
    outdated |= !isRepetition(source, clock, wallMs, quietMs);
    source.heard(clock);
    source.idleWallMs = wallMs;
    source.quietMs = quietMs;
  }

  /**
   * The event time up to which nothing more is waited for, epoch ms: a window closes when this reaches its end + grace. 0 while
   * nothing is known. Never falls.
   */
  public long watermark() {
    if (outdated || wallMs > validUntilMs) {
      lookAtAll();
    }
    watermark = Math.max(watermark, slowest == ALL_IDLE ? allIdle() : slowest);
    return watermark;
  }

  /** The watermark is at least this; for resuming from saved state. */
  public void rise(long watermark) {
    this.watermark = Math.max(this.watermark, watermark);
  }

  /** The sources that must move or become idle before the watermark rises, in order; none when all are idle. */
  public List<HoldBack> heldBackBy() {
    long watermark = watermark();
    return Arrays.stream(sources)
        .filter(source -> !isIdle(source) && source.clock <= watermark)
        .map(source -> new HoldBack(source.id, source.clock, source.heard))
        .toList();
  }

  /** The sources that nobody waits for now. */
  public Set<SourceId> idle() {
    return Arrays.stream(sources).filter(this::isIdle).map(source -> source.id).collect(Collectors.toUnmodifiableSet());
  }

  /** What is known of one source; one not heard from has clock 0. */
  public SourceClock source(SourceId id) {
    Source[] known = topic(id.topic());
    return id.partition() < known.length ? known[id.partition()].state() : SourceClock.of(0);
  }

  /** All sources heard from, in order. */
  public Map<SourceId, SourceClock> snapshot() {
    SortedMap<SourceId, SourceClock> heard = new TreeMap<>();
    for (Source source : sources) {
      if (source.heard) {
        heard.put(source.id, source.state());
      }
    }
    return heard;
  }

  /** Takes back what was saved of sources. Those of a topic that is no longer an input are left out: nobody waits for them. */
  public void restore(Map<SourceId, SourceClock> saved) {
    saved.forEach(this::restore);
  }

  private void restore(SourceId id, SourceClock saved) {
    if (!byTopic.containsKey(id.topic())) {
      return;
    }
    if (saved.idleWallMs() == NOT_ANNOUNCED) {
      data(id.topic(), id.partition(), saved.clock());
    } else {
      idle(id.topic(), id.partition(), saved.clock(), saved.idleWallMs(), saved.quietMs());
    }
  }

  private void lookAtAll() {
    slowest = ALL_IDLE;
    highest = 0;
    quietSinceMs = Long.MIN_VALUE;
    validUntilMs = Long.MAX_VALUE;
    for (Source source : sources) {
      highest = Math.max(highest, source.clock);
      if (isIdle(source)) {
        quietSinceMs = Math.max(quietSinceMs, source.quietSinceMs());
        validUntilMs = Math.min(validUntilMs, plus(source.idleWallMs, lifetimeMs));
      } else {
        atSlowest = source.clock < slowest ? 1 : atSlowest + (source.clock == slowest ? 1 : 0);
        slowest = Math.min(slowest, source.clock);
      }
    }
    outdated = false;
  }

  /** Without a single event there is no event time that could go on. */
  private long allIdle() {
    return highest == 0 ? 0 : plus(highest, wallMs - quietSinceMs);
  }

  private boolean isIdle(Source source) {
    return source.announced() && wallMs - source.idleWallMs <= lifetimeMs;
  }

  /** Whether an announcement only prolongs the last one, so that what was found of all sources still holds. */
  private boolean isRepetition(Source source, long clock, long wallMs, long quietMs) {
    return isIdle(source)
        && source.clock >= clock
        && source.idleWallMs <= wallMs
        && source.quietSinceMs() == wallMs - quietMs;
  }

  private Source source(String topic, int partition) {
    partitions(topic, partition + 1);
    return topic(topic)[partition];
  }

  private Source[] topic(String topic) {
    Source[] known = byTopic.get(topic);
    if (known == null) {
      throw new IllegalArgumentException("expected one of the input topics " + byTopic.keySet() + ", found '" + topic + "'");
    }
    return known;
  }

  private static Source[] grown(String topic, Source[] known, int count) {
    Source[] all = Arrays.copyOf(known, count);
    for (int partition = known.length; partition < count; partition++) {
      all[partition] = new Source(new SourceId(topic, partition));
    }
    return all;
  }

  /** For two numbers of at least 0. */
  private static long plus(long a, long b) {
    long sum = a + b;
    return sum < 0 ? Long.MAX_VALUE : sum;
  }

  private static final class Source {

    final SourceId id;
    boolean heard;
    long clock;
    long idleWallMs = NOT_ANNOUNCED;
    long quietMs;

    Source(SourceId id) {
      this.id = id;
    }

    void heard(long clock) {
      this.heard = true;
      this.clock = Math.max(this.clock, clock);
    }

    boolean announced() {
      return idleWallMs != NOT_ANNOUNCED;
    }

    long quietSinceMs() {
      return idleWallMs - quietMs;
    }

    SourceClock state() {
      return new SourceClock(clock, idleWallMs, announced() ? quietMs : 0);
    }
  }
}
