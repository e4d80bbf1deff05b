package dev.windrow.cli.top;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

final class PlainTextTest {

  private final StringWriter written = new StringWriter();
  private final Clock clock = Clock.fixed(Answers.NOW.plusSeconds(15), ZoneOffset.UTC);

  @Test
  void blocksAreAppendedWithAnEmptyLineBetweenThem() {
    PlainText plain = new PlainText(new PrintWriter(written), OptionalInt.empty(), clock);
    View view = Answers.view(Answers.status());

    assertThat(plain.show(view)).isTrue();
    String block = written.toString();
    assertThat(plain.show(view.without("http://127.0.0.1:8080: nothing listens there", Answers.NOW))).isTrue();

    assertThat(block).startsWith("orders · running").doesNotContain("\u001b").doesNotContain(System.lineSeparator() + System.lineSeparator());
    assertThat(written.toString()).isEqualTo(block + System.lineSeparator()
        + "2026-11-20 10:15:57 UTC  No answer since 10:15:42 (15 s) from http://127.0.0.1:8080: nothing listens there." + System.lineSeparator());
  }

  @Test
  void linesAreCutWhereSomebodySaysHowWideItIs() {
    new PlainText(new PrintWriter(written), OptionalInt.of(20), clock).show(Answers.view(Answers.status()));

    assertThat(written.toString().lines()).allMatch(line -> line.length() <= 20).anyMatch(line -> line.endsWith("…"));
  }

  @Test
  void whoTakesNothingAnyMoreIsNoticed() {
    Writer closed = new Writer() {
      @Override
      public void write(char[] text, int from, int length) throws IOException {
        throw new IOException("Broken pipe");
      }

      @Override
      public void flush() {}

      @Override
      public void close() {}
    };

    assertThat(new PlainText(new PrintWriter(closed), OptionalInt.empty(), clock).show(Answers.view(Answers.status()))).isFalse();
  }
}
