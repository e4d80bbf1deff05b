package dev.windrow.benchmark.report;

import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * Lines over a logarithmic axis, as SVG.
 *
 * @param scale of the other axis
 */
public record LineChart(String title, String xLabel, String yLabel, Scale scale, List<Line> lines) implements Chart {

  private static final int WIDTH = 720;
  private static final int HEIGHT = 380;
  private static final int LEFT = 70;
  private static final int RIGHT = 110;
  private static final int TOP = 50;
  private static final int BOTTOM = 60;
  private static final int STEPS = 4;
  private static final int BETWEEN_LABELS = 50;

  public LineChart {
    lines = List.copyOf(lines);
  }

  /** With an axis that begins at 0. */
  public LineChart(String title, String xLabel, String yLabel, List<Line> lines) {
    this(title, xLabel, yLabel, Scale.LINEAR, lines);
  }

  /** How values are shown: from 0, or from a power of ten to a power of ten, for values above 0. */
  public enum Scale { LINEAR, LOGARITHMIC }

  @Override
  public String svg() {
    Svg svg = new Svg(WIDTH, HEIGHT, title);
    Axes axes = axes();
    grid(svg, axes);
    lines.forEach(line -> draw(svg, axes, line));
    return svg.text();
  }

  private void grid(Svg svg, Axes axes) {
    for (double value : axes.marks()) {
      svg.line(LEFT, axes.y(value), WIDTH - RIGHT, axes.y(value), Svg.FAINT);
      svg.text(LEFT - 8, axes.y(value) + 4, "end", number(value));
    }
    double last = -BETWEEN_LABELS;
    for (double x : points().stream().mapToDouble(Point::x).distinct().sorted().toArray()) {
      if (axes.x(x) - last >= BETWEEN_LABELS) {
        last = axes.x(x);
        svg.text(last, HEIGHT - BOTTOM + 20, "middle", number(x));
      }
    }
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
    double highest = points().stream().mapToDouble(Point::y).max().orElse(1);
    double lowest = points().stream().mapToDouble(Point::y).min().orElse(1);
    return scale == Scale.LINEAR
        ? new Axes(Math.log(lowestX), Math.log(highestX), 0, roundedUp(highest), scale)
        : new Axes(Math.log(lowestX), Math.log(highestX), Math.floor(Math.log10(lowest)), Math.ceil(Math.log10(highest)), scale);
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

  /** Where values are in the picture; of a logarithmic scale it knows the logarithms. */
  private record Axes(double lowestLog, double highestLog, double lowest, double highest, Scale scale) {

    double x(double value) {
      double share = highestLog == lowestLog ? 0.5 : (Math.log(value) - lowestLog) / (highestLog - lowestLog);
      return LEFT + share * (WIDTH - LEFT - RIGHT);
    }

    double y(double value) {
      double at = scale == Scale.LINEAR ? value : Math.log10(value);
      double share = highest == lowest ? 0.5 : (at - lowest) / (highest - lowest);
      return HEIGHT - BOTTOM - share * (HEIGHT - TOP - BOTTOM);
    }

    /** Where the axis is labelled. */
    double[] marks() {
      return scale == Scale.LINEAR
          ? IntStream.rangeClosed(0, STEPS).mapToDouble(step -> highest * step / STEPS).toArray()
          : IntStream.rangeClosed((int) lowest, (int) highest).mapToDouble(power -> Math.pow(10, power)).toArray();
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
