package dev.windrow.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.windrow.simulator.Pace;
import dev.windrow.simulator.SimulatorOptions.Run;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * The live page that stays open with a hundred groups: when all is there that it keeps, it grows no more. {@code -Dpage.minutes=60} watches it for an hour,
 * otherwise it is a third of a minute.
 */
final class PageAgesIT {

  private static final double MINUTES = Double.parseDouble(System.getProperty("page.minutes", "0.3"));
  private static final int GROUPS = 100;
  private static final int PER_SECOND = 500;

  /** More windows of a second than the page keeps. */
  private static final int SECONDS_BEFORE = 200;
  private static final int SAMPLES = 10;

  /** What varies with the moment: rows that are just coming, figures of other lengths, code that is compiled while it runs. */
  private static final double HEAP_VARIES = 1.15;
  private static final long HEAP_VARIES_BYTES = 3_000_000;
  private static final double NODES_VARY = 1.1;
  private static final long LISTENERS_VARY = 20;

  @Order(1)
  @RegisterExtension
  private static final Chromium BROWSER = new Chromium();

  @Order(2)
  @RegisterExtension
  private final Scenario scenario = new Scenario();

  @Test
  void pageThatIsOpenForLongGrowsNoMoreOnceItHasAllThatItKeeps() throws Exception {
    LivePage page = new LivePage(BROWSER.open(busy(), Look.LIGHT));
    page.awaitLive();
    page.until("it has windows of all groups", () -> page.at("[data-windows] tr[data-group]").count() >= GROUPS);
    await(page, Duration.ofSeconds(10));

    List<PageSize> sizes = new ArrayList<>();
    for (int sample = 0; sample < SAMPLES; sample++) {
      sizes.add(PageSize.of(page.tab()));
      scenario.say("%s", sizes.get(sample));
      await(page, Duration.ofMillis((long) (MINUTES * 60_000 / SAMPLES)));
    }

    PageSize early = highest(sizes.subList(0, SAMPLES / 3));
    PageSize late = lowest(sizes.subList(SAMPLES - SAMPLES / 3, SAMPLES));
    assertThat(late.heap()).as("bytes of JavaScript's heap").isLessThan((long) (early.heap() * HEAP_VARIES) + HEAP_VARIES_BYTES);
    assertThat(late.nodes()).as("nodes").isLessThan((long) (early.nodes() * NODES_VARY));
    assertThat(late.listeners()).as("listeners").isLessThan(early.listeners() + LISTENERS_VARY);
  }

  /** Until so much time has passed in the page, which must be getting newer windows meanwhile. */
  private static void await(LivePage page, Duration time) {
    String before = page.at("[data-window]").first().getAttribute("data-window");
    page.tab().waitForTimeout(time.toMillis());
    page.awaitThat("() => document.querySelector('[data-window]').dataset.window !== '" + before + "'");
  }

  private static PageSize highest(List<PageSize> sizes) {
    return new PageSize(sizes.stream().mapToLong(PageSize::heap).max().orElseThrow(), sizes.stream().mapToLong(PageSize::nodes).max().orElseThrow(),
        sizes.stream().mapToLong(PageSize::listeners).max().orElseThrow());
  }

  private static PageSize lowest(List<PageSize> sizes) {
    return new PageSize(sizes.stream().mapToLong(PageSize::heap).min().orElseThrow(), sizes.stream().mapToLong(PageSize::nodes).min().orElseThrow(),
        sizes.stream().mapToLong(PageSize::listeners).min().orElseThrow());
  }

  /** A service that has more windows behind it than the page keeps, and events that go on. */
  private String busy() throws Exception {
    Settings settings = scenario.settings();
    scenario.createTopic(settings.topic(), 4);
    scenario.preload(ManyTypes.of(GROUPS, scenario.events(settings, Pace.MAX, PER_SECOND, (long) PER_SECOND * SECONDS_BEFORE)));
    Instance instance = scenario.start(settings);
    scenario.simulate(ManyTypes.of(GROUPS, scenario.events(settings, Pace.REAL, PER_SECOND, Run.UNLIMITED)));
    return instance.page();
  }
}
