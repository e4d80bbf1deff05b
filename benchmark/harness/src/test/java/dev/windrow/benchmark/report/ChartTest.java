package dev.windrow.benchmark.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.windrow.benchmark.measure.Spread;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

class ChartTest {

  @Test
  void barsAreAsLongAsTheirMediansAndWhiskersAsWideAsTheirSpreads() throws Exception {
    Document svg = parsed(new BarChart("Fast & slow", "M/s", List.of(
        new BarChart.Bar("one", new Spread(4, 4, 4), false),
        new BarChart.Bar("two", new Spread(2, 1, 3), true))));

    List<Element> bars = elements(svg, "rect").subList(1, 3);
    assertThat(number(bars.get(0), "width")).isEqualTo(2 * number(bars.get(1), "width"));
    List<Element> whiskers = elements(svg, "line");
    assertThat(whiskers).hasSize(1);
    assertThat(number(whiskers.get(0), "x2") - number(whiskers.get(0), "x1")).isEqualTo(number(bars.get(1), "width"));
    assertThat(texts(svg)).contains("Fast & slow", "one", "two", "4.00 M/s", "2.00 M/s");
  }

  @Test
  void chartWithoutMeasurementsIsStillAPicture() throws Exception {
    assertThat(texts(parsed(new BarChart("Nothing", "M/s", List.of())))).containsExactly("Nothing");
    assertThat(texts(parsed(new LineChart("Nothing", "x", "y", List.of())))).contains("Nothing");
  }

  @Test
  void pointsOfALineAreEvenlySpacedByPowersOfTenAndHigherOnesAreHigherUp() throws Exception {
    Document svg = parsed(new LineChart("Latency", "events/s", "ms", List.of(new LineChart.Line("p50", List.of(
        new LineChart.Point(1_000, 10), new LineChart.Point(10_000, 20), new LineChart.Point(100_000, 40)), true))));

    List<Element> dots = elements(svg, "circle");
    assertThat(dots).hasSize(3);
    assertThat(number(dots.get(1), "cx") - number(dots.get(0), "cx")).isEqualTo(number(dots.get(2), "cx") - number(dots.get(1), "cx"));
    assertThat(number(dots.get(0), "cy") - number(dots.get(1), "cy")).isPositive()
        .isCloseTo((number(dots.get(1), "cy") - number(dots.get(2), "cy")) / 2, within(0.11));
    assertThat(texts(svg)).contains("1,000", "10,000", "100,000", "p50", "events/s", "ms");
  }

  @Test
  void onALogarithmicScaleValuesAreEvenlySpacedByPowersOfTenToo() throws Exception {
    Document svg = parsed(new LineChart("Answers", "requests/s", "ms", LineChart.Scale.LOGARITHMIC, List.of(new LineChart.Line("p99", List.of(
        new LineChart.Point(500, 2), new LineChart.Point(505, 20), new LineChart.Point(1_000, 200)), true))));

    List<Element> dots = elements(svg, "circle");
    assertThat(number(dots.get(0), "cy") - number(dots.get(1), "cy")).isPositive()
        .isCloseTo(number(dots.get(1), "cy") - number(dots.get(2), "cy"), within(0.11));
    assertThat(texts(svg)).contains("1", "10", "100", "1,000", "500").doesNotContain("505");
  }

  private static Document parsed(Chart chart) throws Exception {
    return DocumentBuilderFactory.newInstance().newDocumentBuilder()
        .parse(new ByteArrayInputStream(chart.svg().getBytes(StandardCharsets.UTF_8)));
  }

  private static List<Element> elements(Document svg, String name) {
    NodeList found = svg.getElementsByTagName(name);
    List<Element> elements = new ArrayList<>();
    for (int i = 0; i < found.getLength(); i++) {
      elements.add((Element) found.item(i));
    }
    return elements;
  }

  private static List<String> texts(Document svg) {
    return elements(svg, "text").stream().map(Element::getTextContent).toList();
  }

  private static double number(Element element, String attribute) {
    return Double.parseDouble(element.getAttribute(attribute));
  }
}
