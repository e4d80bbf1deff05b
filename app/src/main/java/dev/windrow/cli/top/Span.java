package dev.windrow.cli.top;

import dev.windrow.value.Printable;

/** A piece of a line. Whatever it is made of, nothing in it acts on a terminal. */
record Span(String text, Style style) {

  Span {
    text = Printable.text(text);
  }

  static Span of(String text) {
    return new Span(text, Style.PLAIN);
  }

  int width() {
    return Glyphs.width(text);
  }

  /** At most {@code width} columns of it; an ellipsis is at the end of what was cut. */
  Span cut(int width) {
    return width() <= width ? this : new Span(Glyphs.cut(text, width), style);
  }
}
