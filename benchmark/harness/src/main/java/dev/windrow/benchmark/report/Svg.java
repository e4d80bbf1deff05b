package dev.windrow.benchmark.report;

import java.util.Locale;

/** Writes an SVG picture with a white ground and a title. Confined to one thread. */
final class Svg {

  static final String INK = "#30363d";
  static final String FAINT = "#d0d7de";
  static final String OURS = "#0969da";
  static final String OTHERS = "#8c959f";

  private final StringBuilder picture = new StringBuilder();

  Svg(int width, int height, String title) {
    append("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" viewBox=\"0 0 %d %d\" role=\"img\""
        + " font-family=\"system-ui, sans-serif\" font-size=\"13\">%n", width, height, width, height);
    append("<title>%s</title>%n", escaped(title));
    append("<rect width=\"%d\" height=\"%d\" fill=\"#ffffff\"/>%n", width, height);
    append("<text x=\"10\" y=\"24\" font-size=\"15\" font-weight=\"600\" fill=\"%s\">%s</text>%n", INK, escaped(title));
  }

  void rectangle(double x, double y, double width, double height, String fill) {
    append("<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" fill=\"%s\"/>%n", x, y, width, height, fill);
  }

  void line(double x1, double y1, double x2, double y2, String stroke) {
    append("<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"%s\" stroke-width=\"2\"/>%n", x1, y1, x2, y2, stroke);
  }

  void dot(double x, double y, String fill) {
    append("<circle cx=\"%.1f\" cy=\"%.1f\" r=\"3.5\" fill=\"%s\"/>%n", x, y, fill);
  }

  /** @param anchor {@code start}, {@code middle} or {@code end} */
  void text(double x, double y, String anchor, String text) {
    append("<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\" fill=\"%s\">%s</text>%n", x, y, anchor, INK, escaped(text));
  }

  /** The whole file. */
  String text() {
    return picture + "</svg>\n";
  }

  private void append(String format, Object... values) {
    picture.append(String.format(Locale.ROOT, format.replace("%n", "\n"), values));
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;");
  }
}
