package dev.windrow.cli.top;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class MonitorTest {

  private static final Duration OFTEN = Duration.ofMillis(1);
  private static final Instant NOW = Answers.NOW;

  private final Queue<Object> script = new ArrayDeque<>();
  private final FakeDisplay display = new FakeDisplay();

  @Test
  void onceIsOneAnswer() throws Exception {
    script.add(Answers.snapshot());

    assertThat(monitor(true).run()).isEqualTo(Monitor.End.DONE);

    assertThat(display.shown).singleElement().satisfies(view -> assertThat(view.snapshot()).contains(Answers.snapshot()));
  }

  @Test
  void withoutAFirstAnswerItEndsByItself() {
    script.add(gone(Refusal.Kind.SILENT));

    assertThatExceptionOfType(UnavailableException.class).isThrownBy(() -> monitor(false).run());
    assertThat(display.began).as("leaves the screen as it is").isFalse();
  }

  @Test
  void aServiceThatIsStartingIsWaitedForUnlessOnlyOneAnswerIsWanted() throws Exception {
    script.addAll(List.of(gone(Refusal.Kind.NOT_NOW), gone(Refusal.Kind.NOT_NOW), Answers.snapshot()));
    display.endsAfter = 3;

    assertThat(monitor(false).run()).isEqualTo(Monitor.End.DONE);
    assertThat(display.shown.get(1).outage()).isPresent();
    assertThat(display.shown.get(2).outage()).isEmpty();

    script.add(gone(Refusal.Kind.NOT_NOW));
    assertThatExceptionOfType(UnavailableException.class).isThrownBy(() -> monitor(true).run());
  }

  @Test
  void anOutageIsShownSinceTheLastAnswerAndEndsByItself() throws Exception {
    Snapshot later = Answers.snapshot(Answers.status(node -> node.put("now", "2026-11-20T10:16:42Z")));
    script.addAll(List.of(Answers.snapshot(), gone(Refusal.Kind.SILENT), gone(Refusal.Kind.SILENT), later));
    display.endsAfter = 4;

    monitor(false).run();

    assertThat(display.shown.get(0).outage()).isEmpty();
    assertThat(display.shown.subList(1, 3)).allSatisfy(view -> {
      assertThat(view.snapshot()).as("how it was then").contains(Answers.snapshot());
      assertThat(view.outage()).contains(new View.Outage(NOW, "http://127.0.0.1:8080: nothing listens there"));
      assertThat(view.readPerSecond()).isEmpty();
    });
    assertThat(display.shown.get(3).outage()).isEmpty();
    assertThat(display.shown.get(3).readPerSecond()).as("does not compare across the outage").isEmpty();
  }

  @Test
  void stopEndsItWhateverItWaitsFor() throws Exception {
    script.add(Answers.snapshot());
    Monitor monitor = monitor(false);
    display.onShow = monitor::stop;

    assertThat(monitor.run()).isEqualTo(Monitor.End.STOPPED);
  }

  @Test
  void anotherSizeIsDrawnAtOnce() throws Exception {
    script.add(Answers.snapshot());
    Monitor monitor = monitor(false);
    display.redraws = true;
    display.onShow = () -> {
      display.onShow = () -> { };
      monitor.resized();
    };
    display.endsAfter = 2;

    monitor.run();

    assertThat(display.sizes).isEqualTo(1);
    assertThat(display.shown.get(1)).isSameAs(display.shown.get(0));
  }

  @Test
  void itEndsWhenNobodyTakesWhatItShows() throws Exception {
    script.add(Answers.snapshot());
    display.isClosed = true;

    assertThat(monitor(false).run()).isEqualTo(Monitor.End.UNSEEN);
  }

  @Test
  void anErrorOfTheThreadThatAsksEndsTheOneThatShows() {
    script.add(new StackOverflowError("deep"));

    assertThatIllegalStateException().isThrownBy(() -> monitor(false).run()).withRootCauseInstanceOf(StackOverflowError.class);
  }

  /** When the script is over, answers do not come any more. */
  private Monitor monitor(boolean once) {
    Source source = () -> {
      Object next = script.poll();
      if (next instanceof Snapshot snapshot) {
        return snapshot;
      }
      if (next instanceof UnavailableException gone) {
        throw gone;
      }
      if (next instanceof Error broken) {
        throw broken;
      }
      new CountDownLatch(1).await();
      throw new IllegalStateException("unreachable");
    };
    return new Monitor(source, new Monitor.Pace(OFTEN, once), display, display.clock);
  }

  private static UnavailableException gone(Refusal.Kind kind) {
    return new UnavailableException(Optional.of("orders"), Map.of(URI.create("http://127.0.0.1:8080/"), new Refusal(kind, "nothing listens there")));
  }

  /** Its clock goes on by a second with each view. */
  private static final class FakeDisplay implements Display {

    private final List<View> shown = new ArrayList<>();
    private final Clock clock = new Clock() {
      @Override
      public Instant instant() {
        return NOW.plusSeconds(shown.size());
      }

      @Override
      public ZoneOffset getZone() {
        return ZoneOffset.UTC;
      }

      @Override
      public Clock withZone(ZoneId zone) {
        return this;
      }
    };
    private Runnable onQuit = () -> { };
    private Runnable onShow = () -> { };
    private int endsAfter = Integer.MAX_VALUE;
    private boolean began;
    private boolean redraws;
    private boolean isClosed;
    private int sizes;

    @Override
    public void begin(Runnable quit) {
      began = true;
      onQuit = quit;
    }

    @Override
    public boolean show(View view) {
      shown.add(view);
      if (shown.size() >= endsAfter) {
        onQuit.run();
      }
      onShow.run();
      return !isClosed;
    }

    @Override
    public boolean redraws() {
      return redraws;
    }

    @Override
    public void resized() {
      sizes++;
    }

    @Override
    public void close() {}
  }
}
