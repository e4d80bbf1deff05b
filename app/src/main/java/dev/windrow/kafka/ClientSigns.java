package dev.windrow.kafka;

import java.time.Clock;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How the clients of the stream threads get on, as far as they know themselves: Kafka's clients wait and try again without a
 * word. Thread-safe.
 */
public final class ClientSigns {

  private final Clock clock;
  private final Set<Line> lines = ConcurrentHashMap.newKeySet();
  private final Set<Object> rejoined = ConcurrentHashMap.newKeySet();

  public ClientSigns(Clock clock) {
    this.clock = clock;
  }

  /**
   * Something that a producer has waited for and still does.
   *
   * @param topic where it wants to send to; empty when it wants to commit
   * @param sinceMs since when, also over attempts that were given up in between
   */
  public record Wait(Optional<String> topic, long sinceMs) {}

  /** The longest wait of all producers. */
  public Optional<Wait> longestWait() {
    return lines.stream().flatMap(line -> line.waiting().stream()).min(Comparator.comparingLong(Wait::sinceMs));
  }

  /** How many stream threads had to join the group anew since this was asked last, because Kafka had taken them for dead. */
  public int takeRejoins() {
    int count = rejoined.size();
    rejoined.clear();
    return count;
  }

  Clock clock() {
    return clock;
  }

  /** Of one consumer it may be found out in several ways. */
  void rejoins(Object consumer) {
    rejoined.add(consumer);
  }

  /** The line on which a producer tells of its waits, until it hangs up. */
  Line open() {
    Line line = new Line(clock);
    lines.add(line);
    return line;
  }

  void hangUp(Line line) {
    lines.remove(line);
  }

  /** Written by the thread that owns the producer, for every record: no more than a volatile write or two. */
  static final class Line {

    private final Clock clock;
    private volatile long commitSinceMs;
    private volatile long sendSinceMs;
    private volatile String sendsTo = "";

    private Line(Clock clock) {
      this.clock = clock;
    }

    /** An attempt begins; one that was given up before counts as its beginning. */
    void commits() {
      commitSinceMs = commitSinceMs == 0 ? clock.millis() : commitSinceMs;
    }

    void sends(String topic) {
      sendsTo = topic;
      sendSinceMs = sendSinceMs == 0 ? clock.millis() : sendSinceMs;
    }

    void committed() {
      commitSinceMs = 0;
    }

    void sent() {
      sendSinceMs = 0;
    }

    private Optional<Wait> waiting() {
      long send = sendSinceMs;
      if (send != 0) {
        return Optional.of(new Wait(Optional.of(sendsTo), send));
      }
      long commit = commitSinceMs;
      return commit == 0 ? Optional.empty() : Optional.of(new Wait(Optional.empty(), commit));
    }
  }
}
