package dev.windrow.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.JSHandle;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.awaitility.core.ThrowingRunnable;

/** The live page in a tab, as a person reads it. Asked on the thread of the test only. */
final class LivePage {

  /** As the page writes figures: every digit, the whole ones in groups of three. */
  private static final Pattern FIGURE = Pattern.compile("\\w+=(–|−?\\d{1,3}(,\\d{3})*(\\.\\d+)?(e-?\\d+)?)");

  private static final Pattern RESULT = Pattern.compile(
      "\\{\"aggregation\":\"[^\"]*\",\"window_start\":\"([^\"]*)\",\"window_end\":\"[^\"]*\",\"event_type\":\"([^\"]*)\",(.*),\"status\":\"(\\w+)\",\"revision\":(\\d+)}");

  private static final String ROWS = """
      rows => rows.map(row => ({
        window: row.parentElement.dataset.window,
        head: row.parentElement.querySelector('.window th').textContent,
        group: row.querySelector('.name').textContent,
        figures: [...row.querySelectorAll('.num')].map(cell => cell.dataset.measureName + '=' + cell.textContent).join(' '),
        status: row.querySelector('.status').textContent }))""";

  private final Page page;

  LivePage(Page page) {
    this.page = page;
  }

  Page tab() {
    return page;
  }

  Locator at(String selector) {
    return page.locator(selector);
  }

  /** The text of the only element that this selects. */
  String text(String selector) {
    return page.locator(selector).innerText().strip();
  }

  /** Waits for an element that is visible. */
  Locator await(String selector) {
    Locator found = page.locator(selector).first();
    found.waitFor();
    return found;
  }

  void awaitLive() {
    await("[data-connection='live']");
  }

  void awaitWindows() {
    await("[data-window][data-open='false'] tr[data-group]");
  }

  /** Waits until a script says something of the page that is not null or false. */
  JSHandle awaitThat(String script) {
    return page.waitForFunction(script);
  }

  /** As {@link Scenario#until}, on this thread, to which the page belongs. */
  void until(String what, Callable<Boolean> condition) {
    Awaitility.await(what).pollInSameThread().atMost(Scenario.PATIENCE).until(condition);
  }

  void untilAsserted(ThrowingRunnable assertion) {
    Awaitility.await().pollInSameThread().atMost(Scenario.PATIENCE).untilAsserted(assertion);
  }

  void awaitOpenWindow() {
    await("[data-window][data-open='true'] tr[data-group]");
  }

  /** Every row of a closed window in the table. */
  TreeSet<String> closedRows() {
    TreeSet<String> rows = new TreeSet<>();
    for (Object row : (List<?>) page.locator("[data-windows] tr[data-group]").evaluateAll(ROWS)) {
      Map<?, ?> read = (Map<?, ?>) row;
      if (!read.get("status").equals("open")) {
        assertThat(read.get("head").toString()).as("the time of a window, in UTC").startsWith(read.get("window").toString().substring(11, 19) + " – ");
        rows.add(read.get("window") + " " + read.get("group") + " " + digits(read.get("figures").toString()) + " " + read.get("status"));
      }
    }
    return rows;
  }

  /** Results of the topic in the form of {@link #closedRows}. */
  static TreeSet<String> rows(Iterable<String> results) {
    TreeSet<String> rows = new TreeSet<>();
    for (String result : results) {
      MatchResult row = RESULT.matcher(result).results().findFirst().orElseThrow(() -> new AssertionError("expected a result, found " + result));
      String figures = row.group(3).replace("\"", "").replace(':', '=').replace(',', ' ');
      rows.add(row.group(1) + " " + row.group(2) + " " + figures + " " + row.group(4) + (row.group(4).equals("revised") ? ", " + row.group(5) : ""));
    }
    return rows;
  }

  private static String digits(String figures) {
    List<String> plain = new ArrayList<>();
    for (String figure : figures.split(" ")) {
      assertThat(figure).as("a figure of the table").matches(FIGURE);
      plain.add(figure.replace(",", "").replace('−', '-').replace("–", "null"));
    }
    return String.join(" ", plain);
  }
}
