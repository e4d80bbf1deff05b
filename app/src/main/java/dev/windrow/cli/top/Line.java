package dev.windrow.cli.top;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A line of text, with how its pieces look. */
record Line(List<Span> spans) {

  static final Line EMPTY = new Line(List.of());

  Line {
    spans = List.copyOf(spans);
  }

  static Line of(String text) {
    return of(text, Style.PLAIN);
  }

  static Line of(String text, Style style) {
    return new Line(List.of(new Span(text, style)));
  }

  Line plus(String text) {
    return plus(text, Style.PLAIN);
  }

  Line plus(String text, Style style) {
    return plus(new Line(List.of(new Span(text, style))));
  }

  Line plus(Line other) {
    List<Span> all = new ArrayList<>(spans);
    all.addAll(other.spans);
    return new Line(all);
  }

  /** The lines one after the other with {@code between} them; those that are empty are left out. */
  static Line joined(String between, List<Line> lines) {
    return lines.stream().filter(line -> line.width() > 0).reduce((left, right) -> left.plus(between, Style.SOFT).plus(right)).orElse(EMPTY);
  }

  int width() {
    return spans.stream().mapToInt(Span::width).sum();
  }

  /** At most {@code width} columns of it; an ellipsis is at the end of what was cut. */
  Line cut(int width) {
    if (width() <= width) {
      return this;
    }
    List<Span> kept = new ArrayList<>();
    int left = width;
    for (Span span : spans) {
      // Whatever follows needs the last column for the ellipsis.
      if (span.width() >= left) {
        kept.add(new Span(Glyphs.cut(span.text() + " ", left), span.style()));
        break;
      }
      kept.add(span);
      left -= span.width();
    }
    return new Line(kept);
  }

  /** As text, without anything at its end that cannot be seen. */
  String text() {
    return spans.stream().map(Span::text).collect(Collectors.joining()).stripTrailing();
  }
}
