package dev.windrow.cli.top;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Asks an instance again and again, and shows what it says, until it is told to end. It asks in a thread of its own, so that a slow answer keeps neither keys
 * nor signals waiting. Without a first answer it ends by itself; after one it goes on trying.
 */
public final class Monitor {

  private static final long REDRAW_MS = 1_000;
  /** Who does not take what is shown gets what is new then, not what has piled up. */
  private static final int MOST_EVENTS = 4;

  private final Source source;
  private final Pace pace;
  private final Display display;
  private final Clock clock;
  private final BlockingQueue<Event> events = new ArrayBlockingQueue<>(MOST_EVENTS);
  private final ReadRate rate = new ReadRate();
  private volatile Optional<End> end = Optional.empty();

  /**
   * How often it asks.
   *
   * @param once whether the first answer is all that is shown
   */
  public record Pace(Duration every, boolean once) {}

  /** Why it has ended. */
  public enum End {
    /** All was shown that was to be shown, or whoever looks at it has seen enough. */
    DONE,
    /** {@link Monitor#stop} was called. */
    STOPPED,
    /** Nobody takes what is written. */
    UNSEEN
  }

  private sealed interface Event permits Answered, Unanswered, Broken, Redraw {}

  private record Answered(Snapshot snapshot) implements Event {}

  private record Unanswered(UnavailableException reason) implements Event {}

  private record Broken(Throwable failure) implements Event {}

  private record Redraw() implements Event {}

  Monitor(Source source, Pace pace, Display display, Clock clock) {
    this.source = source;
    this.pace = pace;
    this.display = display;
    this.clock = clock;
  }

  /** @param aggregations whose windows are shown; empty for all */
  public Monitor(Target target, List<String> aggregations, Pace pace, Display display, Clock clock) {
    this(new Instances(new Client(target.tls(), target.tokens(), Client.PATIENCE), target, aggregations), pace, display, clock);
  }

  /** Ends {@link #run}; from any thread. */
  public void stop() {
    end(End.STOPPED);
  }

  /** The place has another size now; from any thread. */
  public void resized() {
    display.resized();
    events.offer(new Redraw());
  }

  /**
   * Runs until it ends. Called once.
   *
   * @throws UnavailableException when there is no instance to begin with
   */
  public End run() throws UnavailableException, InterruptedException {
    Thread asking = new Thread(this::ask, "windrow-top-ask");
    asking.setDaemon(true);
    asking.start();
    try {
      return loop();
    } finally {
      asking.interrupt();
    }
  }

  private End loop() throws UnavailableException, InterruptedException {
    View view = View.NOTHING;
    boolean begun = false;
    while (end.isEmpty()) {
      Event event = events.poll(REDRAW_MS, TimeUnit.MILLISECONDS);
      View next = after(event, view);
      boolean news = next != view;
      view = next;
      if (!begun && news) {
        begun = true;
        display.begin(() -> end(End.DONE));
      }
      if (begun && (news || display.redraws()) && !display.show(view)) {
        return End.UNSEEN;
      }
      if (news && pace.once()) {
        return End.DONE;
      }
    }
    return end.get();
  }

  private View after(Event event, View view) throws UnavailableException {
    if (event instanceof Broken broken) {
      throw new IllegalStateException("expected answers that can be shown, found " + broken.failure(), broken.failure());
    }
    if (event instanceof Answered answered) {
      return view.with(answered.snapshot(), rate.with(answered.snapshot().status()), clock.instant());
    }
    if (event instanceof Unanswered unanswered) {
      boolean first = view.snapshot().isEmpty();
      if (first && (pace.once() || !unanswered.reason().isForNow())) {
        throw unanswered.reason();
      }
      rate.forget();
      return view.without(unanswered.reason().reason(), clock.instant());
    }
    return view;
  }

  private void end(End why) {
    end = Optional.of(why);
    events.offer(new Redraw());
  }

  private void ask() {
    try {
      while (true) {
        long begunNanos = System.nanoTime();
        events.put(next());
        long tookNanos = System.nanoTime() - begunNanos;
        // A service that is slow to answer has something else to do.
        TimeUnit.NANOSECONDS.sleep(Math.max(pace.every().toNanos() - tookNanos, pace.every().toNanos() / 2));
      }
    } catch (InterruptedException over) {
      Thread.currentThread().interrupt();
    }
  }

  /** Whatever goes wrong, the loop has to know: it has a terminal to restore. */
  private Event next() throws InterruptedException {
    try {
      return new Answered(source.read());
    } catch (UnavailableException e) {
      return new Unanswered(e);
    } catch (RuntimeException | Error e) {
      return new Broken(e);
    }
  }
}
