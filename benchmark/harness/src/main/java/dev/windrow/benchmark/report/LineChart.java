package dev.windrow.benchmark.report;

import java.util.List;
import java.util.Locale;

/** Lines over a logarithmic axis, as SVG. The other axis begins at 0. */
public record LineChart(String title, String xLabel, String yLabel, List<Line> lines) implements Chart {

  private static final int WIDTH = 720;
  private static final int HEIGHT = 380;
  private static final int LEFT = 70;
  private static final int RIGHT = 110;
  private static final int TOP = 50;
  private static final int BOTTOM = 60;
  private static final int STEPS = 4;

  public LineChart {
    lines = List.copyOf(lines);
  }

  @Override
  public String svg() {
    Svg svg = new Svg(WIDTH, HEIGHT, title);
    Axes axes = axes();
    grid(svg, axes);
    lines.forEach(line -> draw(svg, axes, line));
    return svg.text();
  }

  private void grid(Svg svg, Axes axes) {
    for (int step = 0; step <= STEPS; step++) {
      double value = axes.highest * step / STEPS;
      svg.line(LEFT, axes.y(value), WIDTH - RIGHT, axes.y(value), Svg.FAINT);
      svg.text(LEFT - 8, axes.y(value) + 4, "end", number(value));
    }
    points().stream().map(Point::x).distinct().sorted().forEach(x ->
        svg.text(axes.x(x), HEIGHT - BOTTOM + 20, "middle", number(x)));
    svg.text((LEFT + WIDTH - RIGHT) / 2.0, HEIGHT - 15, "middle", xLabel);
    svg.text(10, TOP - 8, "start", yLabel);
  }

  private void draw(Svg svg, Axes axes, Line line) {
    List<Point> points = line.points();
    for (int i = 0; i < points.size(); i++) {
      double x = axes.x(points.get(i).x());
      double y = axes.y(points.get(i).y());
      if (i > 0) {
        svg.line(axes.x(points.get(i - 1).x()), axes.y(points.get(i - 1).y()), x, y, line.ours() ? Svg.OURS : Svg.OTHERS);
      }
      svg.dot(x, y, line.ours() ? Svg.OURS : Svg.OTHERS);
      if (i == points.size() - 1) {
        svg.text(x + 10, y + 4, "start", line.label());
      }
    }
  }

  private Axes axes() {
    double lowestX = points().stream().mapToDouble(Point::x).min().orElse(1);
    double highestX = points().stream().mapToDouble(Point::x).max().orElse(1);
    return new Axes(Math.log(lowestX), Math.log(highestX), roundedUp(points().stream().mapToDouble(Point::y).max().orElse(1)));
  }

  private List<Point> points() {
    return lines.stream().flatMap(line -> line.points().stream()).toList();
  }

  /** To 1, 2, 4, 6 or 8 times a power of ten. */
  private static double roundedUp(double value) {
    double power = Math.pow(10, Math.floor(Math.log10(Math.max(value, 1e-9))));
    for (double factor : new double[] {1, 2, 4, 6, 8}) {
      if (value <= factor * power) {
        return factor * power;
      }
    }
    return 10 * power;
  }

  private static String number(double value) {
    return value == Math.rint(value) ? String.format(Locale.ROOT, "%,.0f", value) : String.format(Locale.ROOT, "%.2f", value);
  }

  /** Where values are in the picture. */
  private record Axes(double lowestLog, double highestLog, double highest) {

    double x(double value) {
      double share = highestLog == lowestLog ? 0.5 : (Math.log(value) - lowestLog) / (highestLog - lowestLog);
      return LEFT + share * (WIDTH - LEFT - RIGHT);
    }

    double y(double value) {
      return HEIGHT - BOTTOM - value / highest * (HEIGHT - TOP - BOTTOM);
    }
  }

  /** @param ours whether it stands out */
  public record Line(String label, List<Point> points, boolean ours) {

    public Line {
      points = List.copyOf(points);
    }
  }

  /** @param x above 0 */
  public record Point(double x, double y) {}
}
