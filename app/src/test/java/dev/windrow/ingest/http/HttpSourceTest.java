package dev.windrow.ingest.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonPointer;
import dev.windrow.config.Format;
import dev.windrow.config.HttpExtract;
import dev.windrow.config.HttpExtract.By;
import dev.windrow.config.HttpExtract.Pages;
import dev.windrow.config.Requests;
import dev.windrow.event.Limits;
import dev.windrow.ingest.web.FakeSite;
import dev.windrow.ingest.web.FakeSite.Reply;
import dev.windrow.ingest.web.TestWeb;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class HttpSourceTest {

  private static final int PER_PAGE = 3;

  private final List<AutoCloseable> open = new ArrayList<>();
  private final TestWeb web = closing(new TestWeb());
  private final FakeIntake intake = new FakeIntake();

  @AfterEach
  void closeAll() throws Exception {
    for (int i = open.size() - 1; i >= 0; i--) {
      open.get(i).close();
    }
  }

  @Test
  void pagesAreReadByNumberUntilOneIsEmpty() throws Exception {
    FakeSite site = site((request, time) -> Reply.json(items(request.number("page", 0), 10)));

    read(extract(site.url("/a"), By.PAGE, 1, 0, 100));

    assertThat(intake.texts()).isEqualTo(numbers(1, 10));
    assertThat(intake.positions()).containsExactly(Map.entry(site.url("/a").toString(), "{}"));
    assertThat(intake.done()).containsExactly(site.url("/a").toString());
  }

  @Test
  void pagesAreFetchedSideBySideAndDeliveredInTheirOrder() throws Exception {
    CountDownLatch all = new CountDownLatch(5);
    FakeSite site = site((request, time) -> {
      all.countDown();
      all.await();
      return Reply.json(items(request.number("page", 0), 40)).after(request.number("page", 0) % 3 * 5L);
    });

    read(extract(site.url("/a"), By.PAGE, 1, 0, 100));

    assertThat(intake.texts()).isEqualTo(numbers(1, 40));
    assertThat(site.mostInFlight()).isEqualTo(5);
  }

  @Test
  void pagesAreReadByOffsetWithTheirSize() throws Exception {
    FakeSite site = site((request, time) -> Reply.json(items(1 + request.number("page", -99) / PER_PAGE, 4)));

    read(extract(site.url("/a"), By.OFFSET, 0, PER_PAGE, 100));

    assertThat(intake.texts()).isEqualTo(numbers(1, 4));
    assertThat(site.asked()).extracting(request -> request.text("page")).contains("0", "3", "6", "9", "12");
    assertThat(site.asked()).allMatch(request -> request.text("limit").equals("3"));
  }

  @Test
  void aPageThatIsNotThereIsBehindTheLastOneButForTheFirst() throws Exception {
    FakeSite site = site((request, time) -> request.number("page", 0) > 4 || request.path().equals("/none")
        ? Reply.of(404, "no such page") : Reply.json(items(request.number("page", 0), 4)));

    read(extract(site.url("/a"), By.PAGE, 1, 0, 100));
    read(extract(site.url("/none"), By.PAGE, 1, 0, 100));

    assertThat(intake.texts()).isEqualTo(numbers(1, 4));
    assertThat(intake.failures()).containsOnlyKeys(site.url("/none").toString());
  }

  @Test
  void noMorePagesAreReadThanAllowed() throws Exception {
    FakeSite site = site((request, time) -> Reply.json(items(request.number("page", 0), 1_000)));

    read(extract(site.url("/a"), By.PAGE, 1, 0, 7));

    assertThat(intake.texts()).isEqualTo(numbers(1, 7));
    assertThat(site.asked()).hasSize(7);
  }

  @Test
  void aCursorLeadsFromPageToPage() throws Exception {
    FakeSite site = site((request, time) -> {
      int page = request.number("page", 1);
      return Reply.json("{\"items\":" + items(page, 5) + ",\"next\":" + (page < 5 ? "\"" + (page + 1) + "\"" : "null") + "}");
    });

    read(extract(site.url("/a?q=1"), "/items", By.CURSOR, 1, 0, 100, TestWeb.REQUESTS, Optional.empty()));

    assertThat(intake.texts()).isEqualTo(numbers(1, 5));
    assertThat(site.asked()).extracting(request -> request.url().toString()).containsExactly("/a?q=1", "/a?q=1&page=2", "/a?q=1&page=3", "/a?q=1&page=4", "/a?q=1&page=5");
  }

  @Test
  void aCursorThatStaysTheSameEndsWithAWord() throws Exception {
    FakeSite site = site((request, time) -> Reply.json("{\"items\":[{\"n\":1}],\"next\":\"same\"}"));

    read(extract(site.url("/a"), "/items", By.CURSOR, 1, 0, 100, TestWeb.REQUESTS, Optional.empty()));

    assertThat(intake.failures().values()).singleElement().asString().contains("says that it is the next one itself");
    assertThat(site.asked()).hasSize(2);
  }

  @Test
  void linksLeadFromPageToPageAndAreReadOnFromWhereTheyStopped() throws Exception {
    FakeSite site = site((request, time) -> {
      int page = request.number("p", 1);
      if (page == 3 && time <= 5) {
        return Reply.of(500, "");
      }
      return page < 5 ? Reply.json(items(page, 5)).with("Link", "</a?p=" + (page + 1) + ">; rel=\"next\"") : Reply.json(items(page, 5));
    });
    HttpExtract extract = extract(site.url("/a"), By.LINK, 1, 0, 100);

    read(extract);
    assertThat(intake.texts()).isEqualTo(numbers(1, 2));
    assertThat(intake.failures().values()).singleElement().asString().contains("/a?p=3: answered with status 500, after 5 attempts");
    assertThat(intake.positions().values()).containsExactly("{\"next\":\"" + site.url("/a?p=3") + "\",\"pages\":2}");

    read(extract);
    assertThat(intake.texts()).isEqualTo(numbers(1, 5));
    assertThat(site.asked()).extracting(request -> request.number("p", 1)).containsExactly(1, 2, 3, 3, 3, 3, 3, 3, 4, 5);
  }

  @Test
  void numberedPagesAreReadOnBehindTheLastOneThatIsThereAndTheNextRunBeginsAnew() throws Exception {
    FakeSite site = site((request, time) -> request.number("page", 0) == 6 && time <= 5 ? Reply.of(503, "") : Reply.json(items(request.number("page", 0), 8)));
    HttpExtract extract = extract(site.url("/a"), By.PAGE, 1, 0, 100);

    read(extract);
    assertThat(intake.texts()).isEqualTo(numbers(1, 5));
    assertThat(intake.positions().values()).containsExactly("{\"number\":6}");

    read(extract);
    assertThat(intake.texts()).isEqualTo(numbers(1, 8));

    read(extract);
    assertThat(intake.texts()).hasSize(2 * 8 * PER_PAGE);
  }

  @Test
  void aPageThatIsNoJsonIsAskedForAgainAndNotPassedOver() throws Exception {
    FakeSite site = site((request, time) -> {
      int page = request.number("page", 0);
      return page == 2 && time == 1 || page == 4 ? Reply.json("[{\"n\":") : Reply.json(items(page, 6));
    });

    read(extract(site.url("/a"), By.PAGE, 1, 0, 100));

    assertThat(intake.texts()).isEqualTo(numbers(1, 3));
    assertThat(intake.failures().values()).singleElement().asString().contains("page=4").contains("after 5 attempts");
    assertThat(intake.positions().values()).containsExactly("{\"number\":4}");
  }

  @Test
  void aServerThatAnswersWithTheSamePageForEverIsNotReadForEver() throws Exception {
    FakeSite site = site((request, time) -> Reply.json(items(1, 1)));

    read(extract(site.url("/a"), By.PAGE, 1, 0, 100_000));

    assertThat(intake.failures().values()).singleElement().asString().contains("the same ones 1000 times in a row, at last with page=1000");
    assertThat(intake.texts()).hasSize(999 * PER_PAGE);
  }

  @Test
  void aPointerToNothingIsAnErrorAndNotAnEmptySource() throws Exception {
    FakeSite site = site((request, time) -> Reply.json("{\"results\":[{\"n\":1}]}"));

    read(extract(site.url("/a"), "/items", By.NONE, 1, 0, 100, TestWeb.REQUESTS, Optional.empty()));
    read(extract(site.url("/b"), "/items", By.PAGE, 1, 0, 100, TestWeb.REQUESTS, Optional.empty()));

    assertThat(intake.failures()).hasSize(2).allSatisfy((part, reason) -> assertThat(reason).contains("correct the pointer"));
  }

  @Test
  void whatIsStillTheSameIsNotReadAgain() throws Exception {
    FakeSite site = site((request, time) -> request.header("if-none-match").equals("\"v1\"") && request.header("if-modified-since").equals("yesterday")
        ? Reply.of(304, "") : Reply.json(items(time, 9)).with("ETag", "\"v1\"").with("Last-Modified", "yesterday"));
    HttpExtract extract = extract(site.url("/a"), By.NONE, 1, 0, 100);

    read(extract);
    read(extract);
    read(extract);

    assertThat(intake.texts()).isEqualTo(numbers(1, 1));
    assertThat(site.asked()).hasSize(3);
    assertThat(intake.done()).hasSize(3);
  }

  @Test
  void whatKafkaDoesNotTakeIsNotFetched() throws Exception {
    FakeIntake full = new FakeIntake(3);
    FakeSite site = site((request, time) -> Reply.json(items(request.number("page", 0), 60)));
    AtomicReference<Exception> end = new AtomicReference<>();
    Thread thread = new Thread(() -> {
      try {
        source(extract(site.url("/a"), By.PAGE, 1, 0, 100)).read(full);
      } catch (Exception e) {
        end.set(e);
      }
    });
    thread.start();

    // 3 are taken, 1 waits to be, 9 are ahead of it.
    await().until(() -> site.asked().size() == 13);
    await().during(Duration.ofMillis(300)).until(() -> site.asked().size() == 13);
    full.letIn(1_000);
    thread.join();

    assertThat(end.get()).isNull();
    assertThat(full.texts()).isEqualTo(numbers(1, 60));
  }

  @Test
  void whatIsFetchedOfManyAddressesTogetherFitsIntoMemory() throws Exception {
    FakeIntake full = new FakeIntake(0);
    String large = "x".repeat(1_000_000);
    FakeSite site = site((request, time) -> Reply.json(request.number("page", 0) <= 10 ? "[{\"text\":\"" + large + "\"}]" : "[]"));
    List<URI> urls = IntStream.range(0, 15).mapToObj(n -> site.url("/" + n)).toList();
    Thread thread = new Thread(() -> {
      try {
        source(extract(urls, "", By.PAGE, 1, 0, 100, TestWeb.REQUESTS, Optional.empty())).read(full);
      } catch (Exception e) {
        Thread.currentThread().interrupt();
      }
    });
    thread.start();

    // 68 are 64 MiB, a few were under way then. Each address wants ten, 150 in all.
    await().until(() -> site.asked().size() >= 68);
    await().during(Duration.ofMillis(500)).until(() -> site.asked().size() <= 68 + TestWeb.REQUESTS.concurrency() + urls.size());
    full.letIn(1_000);
    thread.join();

    assertThat(full.texts()).hasSize(150);
  }

  @Test
  void oneThatIsDeadDoesNotEndTheOthers() throws Exception {
    FakeSite dead = site((request, time) -> Reply.of(200, "[").cutOff());
    FakeSite site = site((request, time) -> Reply.json(items(request.number("page", 0), 10)));
    HttpExtract both = extract(List.of(dead.url("/a"), site.url("/a")), "", By.PAGE, 1, 0, 100, TestWeb.REQUESTS, Optional.empty());

    read(both);

    assertThat(intake.texts()).isEqualTo(numbers(1, 10));
    assertThat(intake.failures()).containsOnlyKeys(dead.url("/a").toString());
    assertThat(intake.done()).containsExactly(site.url("/a").toString());
  }

  @Test
  void aRunThatTakesTooLongEndsAndTheNextOneGoesOn() throws Exception {
    CountDownLatch slow = new CountDownLatch(1);
    FakeSite site = site((request, time) -> {
      if (request.number("page", 0) == 3 && slow.getCount() > 0) {
        slow.await();
      }
      return Reply.json(items(request.number("page", 0), 5));
    });
    HttpExtract limited = extract(List.of(site.url("/a")), "", By.PAGE, 1, 0, 100, TestWeb.REQUESTS, Optional.of(Duration.ofSeconds(2)));

    read(limited);
    assertThat(intake.texts()).isEqualTo(numbers(1, 2));
    assertThat(intake.failures().values()).singleElement().asString().contains("the run-timeout of 2000 ms is over");
    slow.countDown();

    read(extract(site.url("/a"), By.PAGE, 1, 0, 100));
    assertThat(intake.texts()).isEqualTo(numbers(1, 5));
  }

  @Test
  void largePagesComeInChunksOfWhichOnlyTheLastGoesOn() throws Exception {
    String many = IntStream.range(0, 2_500).mapToObj(n -> "{\"n\":" + n + "}").collect(Collectors.joining(",", "[", "]"));
    FakeSite site = site((request, time) -> Reply.json(request.number("page", 0) == 1 ? many : "[]"));
    FakeIntake two = new FakeIntake(2);
    Thread thread = new Thread(() -> {
      try {
        source(extract(site.url("/a"), By.PAGE, 1, 0, 100)).read(two);
      } catch (Exception e) {
        Thread.currentThread().interrupt();
      }
    });
    thread.start();

    await().until(() -> two.texts().size() == 2_000);
    assertThat(two.positions().values()).containsExactly("{\"number\":1}");
    thread.interrupt();
    thread.join();

    assertThat(two.texts()).hasSize(2_000);
  }

  @Test
  void aBadRecordIsToldOfAndTheOthersAreRead() throws Exception {
    FakeSite site = site((request, time) -> Reply.json("[{\"n\":1},5,{\"n\":2}]"));

    read(extract(site.url("/a"), By.NONE, 1, 0, 100));

    assertThat(intake.texts()).containsExactly("{\"n\":1}", "{\"n\":2}");
    assertThat(intake.bad()).isEqualTo(1);
  }

  private void read(HttpExtract extract) throws Exception {
    source(extract).read(intake);
  }

  private HttpSource source(HttpExtract extract) {
    return new HttpSource("test", extract, new Limits(1 << 20, 64, 1 << 16), web.caller(extract.requests()), 100);
  }

  private static HttpExtract extract(URI url, By by, int from, int size, int most) {
    return extract(url, "", by, from, size, most, TestWeb.REQUESTS, Optional.empty());
  }

  private static HttpExtract extract(URI url, String records, By by, int from, int size, int most, Requests requests, Optional<Duration> runTimeout) {
    return extract(List.of(url), records, by, from, size, most, requests, runTimeout);
  }

  private static HttpExtract extract(
      List<URI> urls, String records, By by, int from, int size, int most, Requests requests, Optional<Duration> runTimeout) {
    Pages pages = new Pages(by, "page", from, size, "limit", JsonPointer.compile("/next"), most);
    return new HttpExtract(urls, JsonPointer.compile(records), Optional.empty(), Format.AUTO, pages, runTimeout, requests);
  }

  /** The records of a page, numbered from 0 on the first one; none behind the last page. */
  private static String items(int page, int pages) {
    int first = (page - 1) * PER_PAGE;
    return page < 1 || page > pages ? "[]" : IntStream.range(first, first + PER_PAGE).mapToObj(n -> "{\"n\":" + n + "}").collect(Collectors.joining(",", "[", "]"));
  }

  private static List<String> numbers(int fromPage, int toPage) {
    return IntStream.range((fromPage - 1) * PER_PAGE, toPage * PER_PAGE).mapToObj(n -> "{\"n\":" + n + "}").toList();
  }

  private FakeSite site(FakeSite.Behaviour behaviour) throws Exception {
    return closing(FakeSite.that(behaviour));
  }

  private <T extends AutoCloseable> T closing(T resource) {
    open.add(resource);
    return resource;
  }
}
