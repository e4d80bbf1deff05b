package dev.windrow.sink;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Somebody who listens to a topic: takes records in their order per partition, when it wants to, without gaps and none twice. What it does not take is kept for
 * it only as long as it is kept for everyone. {@link #take} and {@link #position} are for one thread.
 */
public final class FeedListener implements AutoCloseable {

  static final int REPLAYED_AHEAD = 500;

  private static final long LOOK_WHETHER_CLOSED_MS = 100;

  private final ResultFeed feed;
  private final String topic;
  private final Optional<FeedPosition> after;
  private final Runnable wake;
  private final BlockingQueue<FeedRecord> replayed = new ArrayBlockingQueue<>(REPLAYED_AHEAD);

  // Set once, by the feed's thread.
  private volatile Ring ring;
  private volatile boolean resumed;
  private volatile boolean replaying;
  private volatile boolean failed;
  private volatile boolean closed;

  // The listener's own.
  private long number;
  private FeedPosition position;

  FeedListener(ResultFeed feed, String topic, Optional<FeedPosition> after, Runnable wake) {
    this.feed = feed;
    this.topic = topic;
    this.after = after;
    this.wake = wake;
  }

  /** What there is for a listener. */
  public enum State {
    /** The feed is still starting. */
    STARTING,
    /** All is well. */
    LISTENING,
    /** It took so little for so long that what comes next is no longer there: it has to listen anew, from its position. */
    BEHIND
  }

  /** @param records in order; none when there is nothing to take now */
  public record Taken(State state, List<FeedRecord> records) {}

  /** Whether it goes on where it said. */
  public boolean resumed() {
    return resumed;
  }

  /** How far it has taken, as text; empty while the feed is starting. */
  public Optional<String> position() {
    return Optional.ofNullable(position).map(found -> found.text(topic));
  }

  /** At most so many records. */
  public Taken take(int most) {
    if (failed) {
      return new Taken(State.BEHIND, List.of());
    }
    if (ring == null) {
      return new Taken(State.STARTING, List.of());
    }
    boolean toTheEnd = !replaying;
    List<FeedRecord> old = new ArrayList<>();
    replayed.drainTo(old, most);
    if (!old.isEmpty() || !toTheEnd) {
      return new Taken(State.LISTENING, unseen(old));
    }
    return fromRing(most);
  }

  /** Whoever goes on within the ring has seen much of it: that is passed over until there is something new, or nothing more. */
  private Taken fromRing(int most) {
    while (true) {
      Optional<List<FeedRecord>> found = ring.from(number, most);
      if (found.isEmpty()) {
        return new Taken(State.BEHIND, List.of());
      }
      number += found.get().size();
      List<FeedRecord> unseen = unseen(found.get());
      if (!unseen.isEmpty() || found.get().isEmpty()) {
        return new Taken(State.LISTENING, unseen);
      }
    }
  }

  @Override
  public void close() {
    closed = true;
    feed.leave(this);
  }

  String topic() {
    return topic;
  }

  Optional<FeedPosition> after() {
    return after;
  }

  boolean isClosed() {
    return closed;
  }

  boolean isListening() {
    return ring != null;
  }

  /** It takes from a ring. */
  void listen(Ring of, Ring.Mark from, boolean goesOn) {
    number = from.number();
    position = from.position();
    resumed = goesOn;
    ring = of;
    wake.run();
  }

  /** First it takes what is replayed from {@code from}, up to the ring's {@code mark}. */
  void replay(Ring of, Ring.Mark mark, FeedPosition from) {
    replaying = true;
    listen(of, new Ring.Mark(mark.number(), from), true);
  }

  /** Blocks while it has too much that it has not taken, and is not closed. */
  void replayed(FeedRecord record) throws InterruptedException {
    while (!closed && !replayed.offer(record, LOOK_WHETHER_CLOSED_MS, TimeUnit.MILLISECONDS)) {
      continue;
    }
    wake.run();
  }

  void replayedAll() {
    replaying = false;
    wake.run();
  }

  void fail() {
    failed = true;
    wake.run();
  }

  void wake() {
    wake.run();
  }

  private List<FeedRecord> unseen(List<FeedRecord> records) {
    List<FeedRecord> unseen = new ArrayList<>(records.size());
    for (FeedRecord record : records) {
      if (record.offset() >= position.next(record.partition())) {
        position = position.after(record.partition(), record.offset());
        unseen.add(record);
      }
    }
    return unseen;
  }
}
