package dev.windrow.cli.top;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class ScreenTest {

  private static final String ENTER = "\u001b[?1049h\u001b[?25l\u001b[?7l\u001b[2J";
  private static final String LEAVE = "\u001b[0m\u001b[?7h\u001b[?25h\u001b[?1049l";

  private final StringWriter written = new StringWriter();
  private final FakeTerminal terminal = new FakeTerminal();
  private final Clock clock = Clock.fixed(Answers.NOW, ZoneOffset.UTC);

  @Test
  void aFrameGoesOverTheOneBeforeLineByLine() {
    try (Screen screen = screen(true)) {
      screen.begin(() -> { });
      screen.show(View.NOTHING);
    }

    assertThat(written.toString()).isEqualTo(ENTER
        + "\u001b[?2026h\u001b[H\u001b[1mwindrow top\u001b[0m" + " ".repeat(12) + "\u001b[2m  q ends\u001b[0m\u001b[K\u001b[J\u001b[?2026l" + LEAVE);
  }

  @Test
  void noLineReachesTheLastColumnNorIsThereABreakBehindTheLastOne() {
    try (Screen screen = screen(false)) {
      screen.begin(() -> { });
      screen.show(Answers.view(Answers.status()));
    }

    String frame = written.toString().replaceAll("\u001b\\[[?0-9;]*[A-Za-z]", "");
    assertThat(frame).doesNotEndWith("\n");
    assertThat(frame.split("\r\n")).hasSizeLessThanOrEqualTo(10).allMatch(line -> Glyphs.width(line) < 32);
  }

  @Test
  void coloursAreThereOnlyWhenTheyAreWanted() {
    try (Screen screen = screen(false)) {
      screen.begin(() -> { });
      screen.show(Answers.view(Answers.status()));
    }
    assertThat(written.toString()).doesNotContain("\u001b[3").contains("\u001b[1m");

    written.getBuffer().setLength(0);
    try (Screen screen = screen(true)) {
      screen.begin(() -> { });
      screen.show(Answers.view(Answers.status()));
    }
    assertThat(written.toString()).contains("\u001b[32m");
  }

  @Test
  void anotherSizeCountsFromTheNextFrameOn() {
    try (Screen screen = screen(false)) {
      screen.begin(() -> { });
      terminal.size = new Size(20, 5);
      screen.show(View.NOTHING);
      assertThat(written.toString()).contains("q ends");
      written.getBuffer().setLength(0);
      screen.resized();
      screen.show(View.NOTHING);
      assertThat(written.toString()).contains("windrow top").doesNotContain("q ends");
    }
  }

  @Test
  void theTerminalIsRestoredOnceHoweverOftenItIsClosed() {
    Screen screen = screen(false);
    screen.begin(() -> { });
    screen.close();
    screen.close();

    assertThat(terminal.done).containsExactly("begin", "restore");
    assertThat(written.toString()).endsWith(LEAVE).containsOnlyOnce(LEAVE);
    assertThat(screen.show(View.NOTHING)).as("shows nothing any more").isFalse();
  }

  @Test
  void aScreenThatNeverBeganLeavesTheTerminalAlone() {
    screen(false).close();

    assertThat(terminal.done).isEmpty();
    assertThat(written.toString()).isEmpty();
  }

  @Test
  void anExceptionRestoresTheTerminal() {
    AtomicInteger reads = new AtomicInteger();
    Source broken = () -> {
      if (reads.getAndIncrement() > 0) {
        throw new IllegalArgumentException("a bug");
      }
      return Answers.snapshot();
    };

    assertThatIllegalStateException().isThrownBy(() -> {
      try (Screen screen = screen(false)) {
        new Monitor(broken, new Monitor.Pace(Duration.ofMillis(1), false), screen, clock).run();
      }
    }).withMessageContaining("a bug");

    assertThat(terminal.done).containsExactly("begin", "restore");
    assertThat(written.toString()).endsWith(LEAVE);
  }

  @Test
  void qEndsIt() throws Exception {
    AtomicInteger quits = new AtomicInteger();
    try (Screen screen = screen(false)) {
      screen.begin(quits::incrementAndGet);
      terminal.typed.write("xyq".getBytes(StandardCharsets.US_ASCII));
      terminal.typed.flush();

      await().untilAsserted(() -> assertThat(quits).hasValue(1));
    }
  }

  private Screen screen(boolean colours) {
    return new Screen(terminal, new PrintWriter(written), colours, clock);
  }

  private static final class FakeTerminal implements Terminal {

    private final List<String> done = new ArrayList<>();
    private final PipedOutputStream typed = new PipedOutputStream();
    private final PipedInputStream keys = new PipedInputStream();
    private Size size = new Size(32, 10);

    @Override
    public Size size() {
      return size;
    }

    @Override
    public void begin() {
      done.add("begin");
    }

    @Override
    public void restore() {
      done.add("restore");
    }

    private FakeTerminal() {
      try {
        keys.connect(typed);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public InputStream keys() {
      return keys;
    }
  }
}
