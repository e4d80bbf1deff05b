package dev.windrow.it;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Debian's Chromium, one for a test class. What a tab complains of fails its test: an error in the console, an exception that no script
 * caught, a request that failed, a dialog. On a machine without Chromium the tests are skipped, and the output says so.
 *
 * <p>Playwright belongs to one thread: its objects must be asked on the thread of the test.
 */
final class Chromium implements BeforeAllCallback, BeforeEachCallback, AfterEachCallback, AfterAllCallback {

  private static final Path BINARY = Path.of("/usr/bin/chromium");

  /** It is our own page that it shows, so root needs no sandbox; and it calls nobody. */
  private static final List<String> ARGUMENTS = List.of("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
      "--disable-background-networking", "--disable-component-update", "--disable-sync");

  /** The page's own doing, when an answer takes too long: it asks again, and what it shows then is for the tests to judge. */
  private static final String GIVEN_UP = "net::ERR_ABORTED";

  private final List<BrowserContext> open = new ArrayList<>();
  private final List<String> complaints = new ArrayList<>();
  private Playwright playwright;
  private Browser browser;

  @Override
  public void beforeAll(ExtensionContext context) {
    if (!Files.isExecutable(BINARY)) {
      System.out.printf("NOT TESTED, for want of %s: the live page in a browser (%s). To test it: apt-get install --no-install-recommends chromium%n",
          BINARY, context.getRequiredTestClass().getSimpleName());
      return;
    }
    playwright = Playwright.create(new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    browser = playwright.chromium().launch(new BrowserType.LaunchOptions()
        .setExecutablePath(BINARY).setArgs(ARGUMENTS).setTimeout(Scenario.PATIENCE.toMillis()));
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    assumeTrue(browser != null, "expected " + BINARY + ", found none: the live page is not tested in a browser");
    complaints.clear();
  }

  /** A tab of its own that has loaded this address. */
  Page open(String address, Look look) {
    BrowserContext context = browser.newContext(look.options());
    open.add(context);
    context.setDefaultTimeout(Scenario.PATIENCE.toMillis());
    Page page = context.newPage();
    listen(page);
    page.navigate(address);
    return page;
  }

  /** What tabs have complained of so far; then it is forgotten. */
  List<String> takeComplaints() {
    List<String> taken = List.copyOf(complaints);
    complaints.clear();
    return taken;
  }

  @Override
  public void afterEach(ExtensionContext context) {
    List<String> found = takeComplaints();
    open.forEach(BrowserContext::close);
    open.clear();
    if (!found.isEmpty()) {
      throw new AssertionError("expected no complaint of the browser, found:\n" + String.join("\n", found));
    }
  }

  @Override
  public void afterAll(ExtensionContext context) {
    if (playwright != null) {
      playwright.close();
    }
  }

  private void listen(Page page) {
    page.onConsoleMessage(message -> {
      if (message.type().equals("error") || message.type().equals("warning")) {
        complaints.add("console " + message.type() + ": " + message.text() + " at " + message.location());
      }
    });
    page.onPageError(error -> complaints.add("uncaught: " + error));
    page.onRequestFailed(request -> {
      String what = "request failed: " + request.url() + ": " + request.failure();
      if (request.failure().equals(GIVEN_UP)) {
        System.out.println("[Chromium] " + what);
      } else {
        complaints.add(what);
      }
    });
    page.onCrash(crashed -> complaints.add("crashed: " + crashed.url()));
    page.onDialog(dialog -> {
      complaints.add("dialog: " + dialog.message());
      dialog.dismiss();
    });
  }
}
