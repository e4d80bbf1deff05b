package dev.windrow.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import dev.windrow.simulator.Pace;
import dev.windrow.simulator.SimulatorOptions;
import dev.windrow.simulator.SimulatorOptions.Run;
import dev.windrow.simulator.event.EventOptions;
import dev.windrow.simulator.event.Population;
import dev.windrow.simulator.event.TypeShare;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The live page in a browser, as it looks and to whom it is of use; its pictures are in {@code target/page}. */
@Timeout(300)
final class PageLooksIT {

  private static final Path PICTURES = Path.of("target", "page");

  /** All of the page is in sight: what is not cannot be seen to jump. */
  private static final int TALL = 4_200;

  /** The simulator's event types. */
  private static final int GROUPS = 4;

  @Order(1)
  @RegisterExtension
  private static final Chromium BROWSER = new Chromium();

  @Order(2)
  @RegisterExtension
  private final Scenario scenario = new Scenario();

  @Test
  void everythingHasItsPlaceFromAPhoneToAWall() throws Exception {
    String address = busy();
    SoftAssertions softly = new SoftAssertions();
    for (Look look : Look.values()) {
      LivePage page = full(address, look);
      picture(page.tab(), look);
      softly.assertThat(Layout.faults(page.tab())).as("faults on %s", look).isEmpty();
      for (String chart : List.of("left", "right")) {
        softly.assertThat(Layout.coloursIn(page.tab(), chart)).as("groups in the %s chart on %s", chart, look).isEqualTo(GROUPS);
      }
      if (look == Look.WALL) {
        softly.assertThat(page.tab().evaluate("() => document.documentElement.scrollHeight")).as("all is in sight on a wall").isEqualTo(look.height);
      }
      page.tab().close();
    }
    softly.assertAll();
  }

  @Test
  void nothingJumpsWhileFiguresChange() throws Exception {
    String address = busy();
    for (Look look : List.of(Look.LIGHT, Look.PHONE)) {
      LivePage page = full(address, look);
      page.tab().setViewportSize(look.width, TALL);
      Layout.observeJumps(page.tab());
      for (int window = 0; window < 5; window++) {
        String newest = page.at("[data-window]").first().getAttribute("data-window");
        page.awaitThat("() => document.querySelector('[data-window]').dataset.window !== '" + newest + "'");
      }
      assertThat(Layout.jumps(page.tab())).as("what moved on %s", look).isEmpty();
      page.tab().close();
    }
  }

  @Test
  void longNamesAndTimesHaveTheirPlaceToo() throws Exception {
    Settings settings = scenario.settings();
    scenario.createTopic(settings.topic(), 4);
    List<TypeShare> types = IntStream.range(0, 12).mapToObj(i -> new TypeShare("a name of an event that somebody meant to say everything, number " + i, 1)).toList();
    SimulatorOptions options = scenario.events(settings, Pace.MAX, 100, 3_000);
    EventOptions events = options.events();
    scenario.preload(options.withEvents(events
        .withSchedule(events.schedule().startingAt(Instant.now().minus(Duration.ofHours(27))))
        .withPopulation(new Population(1, 0, new Population.Independent(types), Population.DEFAULTS.values()))));
    String address = scenario.start(settings).page();
    SoftAssertions softly = new SoftAssertions();
    for (Look look : Look.values()) {
      LivePage page = open(address, look);
      page.awaitWindows();
      page.until("the watermark is far behind", () -> page.text("[data-tile='watermark'] [data-value]").startsWith("1 d 2 h"));
      page.until("its time has a date", () -> page.text("[data-tile='watermark'] [data-sub]").matches("closed up to \\d{4}-.*"));
      page.until("nothing moves", () -> page.text("[data-health-text]").equals("1 instance answers, no partition has new events, the ledger balances."));
      picture(page.tab(), "long-" + look.name().toLowerCase(Locale.ROOT));
      softly.assertThat(Layout.faults(page.tab())).as("faults on %s", look).isEmpty();
      page.tab().close();
    }
    softly.assertAll();
  }

  @Test
  void emptyPageSaysWhatToDo() throws Exception {
    Settings settings = scenario.settings();
    scenario.createTopic(settings.topic(), 1);
    LivePage page = open(scenario.start(settings).page(), Look.LIGHT);

    page.until("it says so", () -> page.text("[data-windows-empty]").contains("first event in topic " + settings.topic() + ". Send one"));
    page.until("nothing is wrong", () ->
        page.text("[data-health-text]").equals("1 instance answers, no event has set a watermark yet, the ledger balances."));

    page.until("no dead letters either", () -> page.text("[data-dead-empty]").equals("None: every record could be read."));

    picture(page.tab(), "empty");
    assertThat(Layout.faults(page.tab())).isEmpty();
  }

  @Test
  void axeFindsNothingThatShutsPeopleOut() throws Exception {
    String address = busy();
    SoftAssertions softly = new SoftAssertions();
    for (Look look : Look.values()) {
      LivePage page = full(address, look);
      Axe axe = new Axe(page.tab());
      look(softly, look + ", the page", axe.check());
      page.at("[data-choose-groups]").click();
      page.await("[data-groups-list] label");
      look(softly, look + ", the dialog of groups", axe.check());
      page.tab().close();
    }
    softly.assertAll();
  }

  @Test
  void everyControlIsReachedWithTheTabKeyAndShowsThatItHasTheFocus() throws Exception {
    Page tab = full(busy(), Look.LIGHT).tab();
    Keyboard keyboard = new Keyboard(tab);
    keyboard.go("Tab", "[data-pause]");
    keyboard.press("Enter");
    SoftAssertions softly = new SoftAssertions();
    for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
      tab.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
      keyboard.go("Shift+Tab", ".skip");
      walk(softly, scheme + ", the page", keyboard.walk("body"));
      keyboard.go("Shift+Tab", "[data-choose-groups]");
      keyboard.press("Enter");
      walk(softly, scheme + ", the dialog of groups", keyboard.walk("[data-groups-dialog]"));
      keyboard.press("Escape");
      softly.assertThat(tab.evaluate("() => document.activeElement.matches('[data-choose-groups]')")).as("the focus is back on the button").isEqualTo(true);
    }
    softly.assertAll();
  }

  @Test
  void keysReadTheWindowsOfAChartOneByOne() throws Exception {
    LivePage page = full(busy(), Look.LIGHT);
    Keyboard keyboard = new Keyboard(page.tab());
    keyboard.go("Tab", ".skip");
    keyboard.press("Enter");
    assertThat(page.tab().evaluate("() => document.activeElement.id")).isEqualTo("windows-panel");
    page.until("the address says what is looked at again", () -> page.tab().evaluate("() => location.hash").toString().startsWith("#aggregation=by-event-type"));
    assertThat(page.tab().evaluate("() => document.activeElement.id")).isEqualTo("windows-panel");

    keyboard.go("Shift+Tab", "[data-chart='left'] [data-plot]");
    keyboard.press("Home");

    String said = page.at("[data-chart='left'] [data-plot]").getAttribute("aria-valuetext");
    assertThat(said).matches("window \\d\\d:\\d\\d:\\d\\d, closed: .*login \\d+.*");
    assertThat(page.text("[data-legend-window]")).startsWith(said.substring("window ".length(), said.indexOf(','))).endsWith(", closed");
    keyboard.press("Escape");
    page.until("the newest is shown again", () -> page.text("[data-legend-window]").endsWith("newest closed"));
  }

  /** A service that has a minute of windows behind it, and events that go on. */
  private String busy() throws Exception {
    Settings settings = scenario.settings();
    scenario.createTopic(settings.topic(), 4);
    scenario.preload(scenario.events(settings, Pace.MAX, 100, 6_000));
    Instance instance = scenario.start(settings);
    scenario.simulate(scenario.events(settings, Pace.REAL, 100, Run.UNLIMITED));
    return instance.page();
  }

  private static LivePage open(String address, Look look) {
    LivePage page = new LivePage(BROWSER.open(address, look));
    page.awaitLive();
    return page;
  }

  /** The page when each of its parts has something. */
  private static LivePage full(String address, Look look) {
    LivePage page = open(address, look);
    page.awaitWindows();
    page.awaitOpenWindow();
    page.await("[data-dead-letter]");
    page.await("[data-outcome='late']:not(.none)");
    page.awaitThat("() => document.querySelector('[data-health]').dataset.health === 'good'");
    page.awaitThat("() => document.querySelector('[data-tile=\"in\"] polyline').getAttribute('points').split(' ').length > 3");
    return page;
  }

  private void look(SoftAssertions softly, String where, Axe.Findings findings) {
    scenario.say("%s: axe-core found %d rules obeyed, violations: %s", where, findings.passed(), findings.all());
    softly.assertThat(findings.passed()).as(where).isGreaterThan(10);
    softly.assertThat(findings.grave()).as(where).isEmpty();
  }

  private void walk(SoftAssertions softly, String where, Keyboard.Walk walk) {
    scenario.say("%s: %d controls", where, walk.controls());
    softly.assertThat(walk.controls()).as(where).isGreaterThan(6);
    softly.assertThat(walk.faults()).as(where).isEmpty();
  }

  private static void picture(Page tab, Look look) throws Exception {
    Path file = picture(tab, look.name().toLowerCase(Locale.ROOT));
    assertThat(ImageIO.read(file.toFile()).getWidth()).isEqualTo(look.width * look.scale);
  }

  private static Path picture(Page tab, String name) throws Exception {
    Path file = Files.createDirectories(PICTURES).resolve(name + ".png");
    tab.screenshot(new Page.ScreenshotOptions().setPath(file).setFullPage(true));
    return file;
  }
}
