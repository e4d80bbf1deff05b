package dev.windrow.cli.top;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class GlyphsTest {

  @ParameterizedTest
  @CsvSource({"'', 0", "login, 5", "Größe, 5", "–…, 2", "日本, 4", "e\u0301, 1", "한, 2", "😀, 2", "a日b, 4"})
  void charactersTakeAsManyColumnsAsATerminalGivesThem(String text, int columns) {
    assertThat(Glyphs.width(text)).isEqualTo(columns);
  }

  @ParameterizedTest
  @CsvSource({"login, 5, login", "login, 4, log…", "login, 1, …", "login, 0, ''", "日本, 3, 日…", "日本, 2, …", "😀😀, 3, 😀…"})
  void whatIsTooWideEndsInAnEllipsis(String text, int columns, String cut) {
    assertThat(Glyphs.cut(text, columns)).isEqualTo(cut);
    assertThat(Glyphs.width(cut)).isLessThanOrEqualTo(columns);
  }

  @Test
  void aLineIsCutInWhicheverOfItsPiecesTheEdgeIs() {
    Line line = Line.of("ab").plus("cd", Style.BAD).plus("ef");

    assertThat(line.cut(6)).isEqualTo(line);
    assertThat(line.cut(5).text()).isEqualTo("abcd…");
    assertThat(line.cut(4).text()).isEqualTo("abc…");
    assertThat(line.cut(4).spans().get(1)).isEqualTo(new Span("c…", Style.BAD));
    assertThat(line.cut(2).text()).isEqualTo("a…");
    assertThat(line.cut(1).text()).isEqualTo("…");
    assertThat(line.cut(0).text()).isEmpty();
  }

  @Test
  void linesAreJoinedWithoutThoseThatAreEmpty() {
    assertThat(Line.joined(" · ", List.of(Line.of("a"), Line.EMPTY, Line.of("b"))).text()).isEqualTo("a · b");
  }

  @Test
  void nothingInAPieceActsOnATerminal() {
    assertThat(Span.of("\u001b[2J\r\nx\u202e\u0007").text()).isEqualTo("\\u001b[2J\\u000d\\u000ax\\u202e\\u0007");
  }
}
