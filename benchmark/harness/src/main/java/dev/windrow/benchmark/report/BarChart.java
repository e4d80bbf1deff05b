package dev.windrow.benchmark.report;

import dev.windrow.benchmark.measure.Spread;
import java.util.List;
import java.util.Locale;

/**
 * Horizontal bars of medians with whiskers from the lowest to the highest measurement, as SVG.
 *
 * @param unit behind the numbers
 */
public record BarChart(String title, String unit, List<Bar> bars) implements Chart {

  private static final int LABELS = 190;
  private static final int LONGEST = 420;
  private static final int NUMBERS = 110;
  private static final int TOP = 44;
  private static final int STEP = 30;
  private static final int THICK = 18;

  public BarChart {
    bars = List.copyOf(bars);
  }

  @Override
  public String svg() {
    Svg svg = new Svg(LABELS + LONGEST + NUMBERS, TOP + STEP * bars.size() + 10, title);
    double highest = bars.stream().mapToDouble(bar -> bar.spread().max()).max().orElse(0);
    for (int i = 0; i < bars.size(); i++) {
      draw(svg, bars.get(i), TOP + i * STEP, highest == 0 ? 0 : LONGEST / highest);
    }
    return svg.text();
  }

  private void draw(Svg svg, Bar bar, int y, double scale) {
    Spread spread = bar.spread();
    double middle = y + THICK / 2.0;
    svg.text(LABELS - 8, middle + 4, "end", bar.label());
    svg.rectangle(LABELS, y, spread.median() * scale, THICK, bar.ours() ? Svg.OURS : Svg.OTHERS);
    if (spread.min() < spread.max()) {
      svg.line(LABELS + spread.min() * scale, middle, LABELS + spread.max() * scale, middle, Svg.INK);
    }
    svg.text(LABELS + spread.max() * scale + 8, middle + 4, "start", String.format(Locale.ROOT, "%.2f %s", spread.median(), unit));
  }

  /** @param ours whether it stands out */
  public record Bar(String label, Spread spread, boolean ours) {}
}
