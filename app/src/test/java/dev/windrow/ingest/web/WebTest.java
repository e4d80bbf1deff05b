package dev.windrow.ingest.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.windrow.config.Requests;
import dev.windrow.ingest.web.FakeSite.Asked;
import dev.windrow.ingest.web.FakeSite.Reply;
import dev.windrow.ingest.web.WebException.Reason;
import dev.windrow.ops.Level;
import dev.windrow.ops.Meters;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.vertx.core.net.ClientSSLOptions;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class WebTest {

  private final List<AutoCloseable> open = new ArrayList<>();
  private final TestWeb web = closing(new TestWeb());

  @AfterEach
  void closeAll() throws Exception {
    for (int i = open.size() - 1; i >= 0; i--) {
      open.get(i).close();
    }
  }

  @Test
  void anAnswerComesWithStatusHeadersAndBody() throws Exception {
    FakeSite site = site((request, time) -> Reply.json("[1]").with("ETag", "\"a\""));

    Answer answer = web.caller(TestWeb.REQUESTS).get(Ask.of(site.url("/events?a=%20b")));

    assertThat(answer.status()).isEqualTo(200);
    assertThat(text(answer)).isEqualTo("[1]");
    assertThat(answer.header("ETag")).contains("\"a\"");
    assertThat(site.asked().get(0).url()).isEqualTo(URI.create("/events?a=%20b"));
    assertThat(site.asked().get(0).header("user-agent")).isEqualTo("windrow");
  }

  @Test
  void headersAndCredentialsAreSent() throws Exception {
    FakeSite site = site((request, time) -> Reply.json("{}"));
    Requests basic = secured(Optional.empty(), Optional.of("joe:pässword"));

    web.caller(secured(Optional.of("t0ken"), Optional.empty())).get(Ask.of(site.url("/a")));
    web.caller(basic).get(Ask.of(site.url("/b")));

    assertThat(site.asked()).extracting(request -> request.header("authorization")).containsExactly("Bearer t0ken", "Basic am9lOnDDpHNzd29yZA==");
    assertThat(site.asked()).extracting(request -> request.header("x-key")).containsExactly("k", "k");
  }

  @Test
  void whatMayPassIsAskedForAgainUntilItIsThere() throws Exception {
    FakeSite site = site((request, time) -> switch (time) {
      case 1 -> Reply.of(500, "oops");
      case 2 -> Reply.json("[1,2,3,4,5,6,7,8]").cutOff();
      case 3 -> Reply.of(503, "");
      default -> Reply.json("[1]");
    });

    Answer answer = web.caller(TestWeb.REQUESTS).get(Ask.of(site.url("/events")));

    assertThat(text(answer)).isEqualTo("[1]");
    assertThat(site.asked()).hasSize(4);
    assertThat(web.pauses()).hasSize(3).allMatch(pause -> pause <= 800);
  }

  @Test
  void attemptsAreBoundedAndTheLastFailureSaysWhatWasAskedAndHowOften() throws Exception {
    FakeSite site = site((request, time) -> Reply.of(502, "oops"));

    assertThatThrownBy(() -> web.caller(TestWeb.REQUESTS).get(Ask.of(site.url("/events?page=3&api_key=s3cret"))))
        .hasMessage("GET " + site.url("/events?page=3&api_key=***") + ": answered with status 502, after 5 attempts");
    assertThat(site.asked()).hasSize(5);
  }

  @Test
  void otherRefusalsAreFinal() throws Exception {
    FakeSite site = site((request, time) -> Reply.of(Integer.parseInt(request.path().substring(1)), "no"));

    for (int status : new int[] {400, 401, 403, 404, 408, 409, 410, 422}) {
      assertThatThrownBy(() -> web.caller(TestWeb.REQUESTS).get(Ask.of(site.url("/" + status)))).hasMessageContaining("answered with status " + status);
    }
    assertThat(site.asked()).hasSize(8);
  }

  @Test
  void aServerThatAsksForTimeGetsItFromAllWhoAskIt() throws Exception {
    FakeSite site = site((request, time) -> time == 1 ? Reply.of(429, "").with("Retry-After", "7") : Reply.json("[]"));

    web.caller(TestWeb.REQUESTS).get(Ask.of(site.url("/events")));

    assertThat(site.asked()).hasSize(2);
    assertThat(web.pauses().get(0)).as("until the next attempt").isBetween(7_000L, 7_200L);
    assertThat(web.pauses().get(1)).as("in front of the origin, since the first pause took no time").isBetween(1L, 7_000L);
  }

  @Test
  void aDeadServerEndsWithItsError() throws Exception {
    int port;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    assertThatThrownBy(() -> web.caller(TestWeb.REQUESTS).get(Ask.of(URI.create("http://127.0.0.1:" + port + "/"))))
        .isInstanceOfSatisfying(WebException.class, failure -> assertThat(failure.reason()).isEqualTo(Reason.CONNECTION))
        .hasMessageContaining("refused").hasMessageEndingWith("after 5 attempts");
  }

  @Test
  void anAnswerThatDoesNotComeIsNotWaitedFor() throws Exception {
    CountDownLatch never = new CountDownLatch(1);
    FakeSite site = site((request, time) -> {
      never.await();
      return Reply.json("[]");
    });

    assertThatThrownBy(() -> web.caller(TestWeb.with(Optional.empty(), 5, Duration.ofMillis(100), 2)).get(Ask.of(site.url("/events"))))
        .hasMessageContaining("no whole answer within 100 ms, after 2 attempts");
    never.countDown();
  }

  @Test
  void anAnswerWithoutEndIsCutAndItsConnectionClosed() throws Exception {
    FakeSite site = site((request, time) -> Reply.json("[").endless());

    assertThatThrownBy(() -> web.caller(TestWeb.REQUESTS).get(Ask.of(site.url("/events"))))
        .hasMessageEndingWith("the answer is larger than the 1048576 bytes of response, unpacked");

    assertThat(site.asked()).hasSize(1);
    await().until(() -> site.broken() == 1);
  }

  @Test
  void whatIsPackedIsUnpackedUpToTheLimit() throws Exception {
    FakeSite site = site((request, time) -> Reply.json(request.path().equals("/small") ? "[\"ä\"]" : "0".repeat(50 << 20)).packed());

    assertThat(text(web.caller(TestWeb.REQUESTS).get(Ask.of(site.url("/small"))))).isEqualTo("[\"ä\"]");
    assertThatThrownBy(() -> web.caller(TestWeb.REQUESTS).get(Ask.of(site.url("/bomb")))).hasMessageContaining("larger than the 1048576 bytes");
    assertThat(site.asked()).extracting(request -> request.header("accept-encoding")).containsExactly("gzip", "gzip");
  }

  @Test
  void anAnswerThatIsNotUnderstoodIsAskedForAgain() throws Exception {
    FakeSite site = site((request, time) -> Reply.json(time == 1 ? "{" : "{}"));
    AnswerReader<String> pairs = answer -> {
      if (answer.body().length < 2) {
        throw new MalformedAnswerException("expected two bytes, found one");
      }
      return text(answer);
    };

    assertThat(web.caller(TestWeb.REQUESTS).get(Ask.of(site.url("/a")), pairs)).isEqualTo("{}");
    assertThat(site.asked()).hasSize(2);
  }

  @Test
  void credentialsFollowARedirectOnlyWithinTheOrigin() throws Exception {
    FakeSite other = site((request, time) -> request.path().equals("/there") ? Reply.of(302, "").with("Location", "/end") : Reply.json("[]"));
    FakeSite site = site((request, time) -> switch (request.path()) {
      case "/first" -> Reply.of(301, "").with("Location", "/second");
      default -> Reply.of(307, "").with("Location", other.url("/there").toString());
    });

    Answer answer = web.caller(secured(Optional.of("t0ken"), Optional.empty())).get(Ask.of(site.url("/first")));

    assertThat(answer.url()).isEqualTo(other.url("/end"));
    assertThat(site.asked()).hasSize(2).allMatch(request -> request.header("authorization").equals("Bearer t0ken"));
    assertThat(other.asked()).hasSize(2).allMatch(request -> request.header("authorization").isEmpty() && request.header("x-key").isEmpty());
  }

  @Test
  void anAddressOfAnotherOriginThanHomeSeesNoCredentials() throws Exception {
    FakeSite site = site((request, time) -> Reply.json("[]"));

    web.caller(secured(Optional.of("t0ken"), Optional.empty())).get(new Ask(site.url("/a"), URI.create("http://127.0.0.1:1/"), Map.of("If-None-Match", "x")));

    assertThat(site.asked().get(0).header("authorization")).isEmpty();
    assertThat(site.asked().get(0).header("if-none-match")).isEqualTo("x");
  }

  @Test
  void aRoundTripOfRedirectsEnds() throws Exception {
    FakeSite site = site((request, time) -> Reply.of(302, "").with("Location", request.path().equals("/a") ? "/b" : "/a"));

    assertThatThrownBy(() -> web.caller(TestWeb.REQUESTS).get(Ask.of(site.url("/a")))).hasMessageContaining("more often than redirects: 5 allows");
    assertThat(site.asked()).hasSize(6);
  }

  @Test
  void addressesOfThisMachineAreAskedOnlyWhenThatIsAllowed() throws Exception {
    FakeSite site = site((request, time) -> Reply.json("[]"));
    Requests strict = new Requests(Map.of(), Optional.empty(), Optional.empty(), Optional.empty(), 5, Duration.ofSeconds(30), 5, 1 << 20, 5, false);

    assertThatThrownBy(() -> web.caller(strict).get(Ask.of(site.url("/a")))).hasMessageContaining("found 127.0.0.1: set allow-private: true");
    assertThatThrownBy(() -> web.caller(strict).get(Ask.of(URI.create("http://localhost:" + site.port() + "/a")))).hasMessageContaining("allow-private");
    assertThatThrownBy(() -> web.caller(strict).get(Ask.of(URI.create("http://[::ffff:127.0.0.1]:" + site.port() + "/a")))).hasMessageContaining("allow-private");
    assertThat(site.asked()).isEmpty();
  }

  @Test
  void theAddressThatWasCheckedIsTheOneThatIsConnectedToAndTheNameStays() throws Exception {
    FakeSite site = site((request, time) -> Reply.json("[]"));
    AtomicInteger lookups = new AtomicInteger();
    TestWeb named = closing(new TestWeb(100, TestWeb.NEVER_OPEN, host -> {
      lookups.incrementAndGet();
      return host.equals("site.invalid") ? new InetAddress[] {InetAddress.getLoopbackAddress()} : InetAddress.getAllByName(host);
    }, new ClientSSLOptions(), Meters.NONE));

    named.caller(TestWeb.REQUESTS).get(Ask.of(URI.create("http://site.invalid:" + site.port() + "/a")));

    assertThat(site.asked().get(0).header("host")).isEqualTo("site.invalid:" + site.port());
    assertThat(lookups).hasValue(1);
  }

  @Test
  void ofAHostWithSeveralAddressesTheOneThatAnswersIsFoundAndKept() throws Exception {
    FakeSite site = site((request, time) -> Reply.json("[]"));
    InetAddress silent = InetAddress.getByAddress(new byte[] {127, 0, 0, 2});
    TestWeb named = closing(new TestWeb(100, TestWeb.NEVER_OPEN, host -> new InetAddress[] {silent, InetAddress.getLoopbackAddress()}, new ClientSSLOptions(),
        Meters.NONE));

    named.caller(TestWeb.REQUESTS).get(Ask.of(URI.create("http://site.invalid:" + site.port() + "/a")));
    named.caller(TestWeb.REQUESTS).get(Ask.of(URI.create("http://site.invalid:" + site.port() + "/b")));

    assertThat(site.asked()).extracting(Asked::path).containsExactly("/a", "/b");
    assertThat(named.pauses()).as("one for the address where nobody answers").hasSize(1);
  }

  @Test
  void aNameThatNobodyKnowsIsAFailureThatMayPass() {
    TestWeb nameless = closing(new TestWeb(100, TestWeb.NEVER_OPEN, host -> {
      throw new UnknownHostException(host);
    }, new ClientSSLOptions(), Meters.NONE));

    assertThatThrownBy(() -> nameless.caller(TestWeb.REQUESTS).get(Ask.of(URI.create("http://site.invalid/a"))))
        .hasMessage("GET http://site.invalid/a: no address is known for 'site.invalid', after 5 attempts");
  }

  @Test
  void noMoreAreInFlightThanOneOriginMaySee() throws Exception {
    CountDownLatch full = new CountDownLatch(7);
    FakeSite site = site((request, time) -> {
      full.countDown();
      full.await();
      return Reply.json("[]");
    });

    askAtOnce(40, web.caller(TestWeb.concurrency(7)), number -> site.url("/" + number));

    assertThat(site.asked()).hasSize(40);
    assertThat(site.mostInFlight()).isEqualTo(7);
  }

  @Test
  void noMoreAreInFlightToAllOriginsThanAllowed() throws Exception {
    TestWeb narrow = closing(new TestWeb(6, TestWeb.NEVER_OPEN, InetAddress::getAllByName, new ClientSSLOptions(), Meters.NONE));
    Together together = new Together(6);
    FakeSite one = site((request, time) -> together.reply());
    FakeSite two = site((request, time) -> together.reply());

    askAtOnce(40, narrow.caller(TestWeb.concurrency(5)), number -> (number % 2 == 0 ? one : two).url("/" + number));

    assertThat(together.most()).isEqualTo(6);
    assertThat(one.mostInFlight()).isBetween(1, 5);
    assertThat(two.mostInFlight()).isBetween(1, 5);
  }

  @Test
  void theStrictestOfAllSourcesCountsForAnOrigin() throws Exception {
    FakeSite site = site((request, time) -> Reply.json("[]").after(5));
    Caller wide = web.caller(TestWeb.concurrency(20));
    wide.get(Ask.of(site.url("/first")));
    web.caller(TestWeb.concurrency(2)).get(Ask.of(site.url("/second")));

    askAtOnce(30, wide, number -> site.url("/" + number));

    assertThat(site.mostInFlight()).isLessThanOrEqualTo(2);
  }

  @Test
  void aRateIsKeptFromTheFirstRequestOn() throws Exception {
    FakeSite site = site((request, time) -> Reply.json("[]"));
    long began = System.nanoTime();

    askAtOnce(30, web.caller(TestWeb.with(Optional.of(50), 10, Duration.ofSeconds(30), 5)), number -> site.url("/" + number));

    assertThat(site.asked()).hasSize(30);
    assertRate(site, began, 20_000_000L);
  }

  @Test
  void aRateIsKeptAlsoByThoseThatWaitedForOthersInFlight() throws Exception {
    TestWeb narrow = closing(new TestWeb(3, TestWeb.NEVER_OPEN, InetAddress::getAllByName, new ClientSSLOptions(), Meters.NONE));
    CountDownLatch held = new CountDownLatch(1);
    FakeSite slow = site((request, time) -> {
      held.await();
      return Reply.json("[]");
    });
    FakeSite rated = site((request, time) -> Reply.json("[]"));
    ExecutorService threads = closing(new Threads(13)).pool();
    IntStream.range(0, 3).forEach(number -> threads.submit(() -> narrow.caller(TestWeb.concurrency(3)).get(Ask.of(slow.url("/" + number)))));
    await().until(() -> slow.inFlight() == 3);
    Caller caller = narrow.caller(TestWeb.with(Optional.of(50), 10, Duration.ofSeconds(30), 5));
    IntStream.range(0, 10).forEach(number -> threads.submit(() -> caller.get(Ask.of(rated.url("/" + number)))));
    await().during(Duration.ofMillis(400)).until(() -> rated.asked().isEmpty());

    long free = System.nanoTime();
    held.countDown();
    await().until(() -> rated.asked().size() == 10);

    assertRate(rated, free, 20_000_000L);
  }

  @Test
  void whoWaitsForTheRateHearsThatTheOriginWantsToBeLeftAlone() throws Exception {
    List<Long> pauses = new CopyOnWriteArrayList<>();
    Gate gate = new Gate("site", 5, CircuitBreaker.of("site", TestWeb.NEVER_OPEN), pauses::add);
    gate.tighten(5, Optional.of(1));
    gate.enter(WhenOpen.WAIT);
    Thread second = new Thread(() -> {
      try {
        gate.enter(WhenOpen.WAIT);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    });
    second.start();
    await().until(() -> second.getState() == Thread.State.TIMED_WAITING);

    gate.closeFor(Duration.ofSeconds(60));
    second.join();

    assertThat(pauses).singleElement().satisfies(pause -> assertThat(pause).isBetween(50_000L, 60_000L));
  }

  @Test
  void anInterruptCancelsWhatIsInFlightAndFreesItsPlace() throws Exception {
    CountDownLatch held = new CountDownLatch(1);
    FakeSite site = site((request, time) -> {
      if (request.path().equals("/held")) {
        held.await();
      }
      return Reply.json("x".repeat(100));
    });
    Caller caller = web.caller(TestWeb.concurrency(1));
    AtomicReference<Exception> end = new AtomicReference<>();
    Thread thread = new Thread(() -> {
      try {
        caller.get(Ask.of(site.url("/held")));
      } catch (Exception e) {
        end.set(e);
      }
    });
    thread.start();
    await().until(() -> site.inFlight() == 1);

    thread.interrupt();
    thread.join();

    assertThat(end.get()).isInstanceOf(InterruptedException.class);
    assertThat(text(caller.get(Ask.of(site.url("/next"))))).hasSize(100);
    held.countDown();
  }

  @Test
  void anOriginThatFailsTooOftenIsLeftAloneAndOthersAreNot() throws Exception {
    FakeSite bad = site((request, time) -> Reply.of(500, ""));
    FakeSite good = site((request, time) -> Reply.json("[]"));
    TestWeb broken = closing(new TestWeb(100, breaker(Duration.ofHours(1)), InetAddress::getAllByName, new ClientSSLOptions(), Meters.NONE));
    Caller caller = broken.web().caller("test", TestWeb.REQUESTS, WhenOpen.FAIL);

    assertThatThrownBy(() -> caller.get(Ask.of(bad.url("/a")))).isInstanceOf(WebException.class);
    assertThatThrownBy(() -> caller.get(Ask.of(bad.url("/a"))))
        .isInstanceOfSatisfying(WebException.class, failure -> assertThat(failure.reason()).isEqualTo(Reason.UNAVAILABLE))
        .hasMessageContaining("not asked: http://127.0.0.1:" + bad.port() + " has failed too often");

    assertThat(bad.asked()).hasSize(4);
    assertThat(text(caller.get(Ask.of(good.url("/a"))))).isEqualTo("[]");
  }

  @Test
  void whoWaitsForAnOriginIsServedWhenItIsBack() throws Exception {
    FakeSite site = site((request, time) -> time <= 6 ? Reply.of(500, "") : Reply.json("[]"));
    TestWeb broken = closing(new TestWeb(100, breaker(Duration.ofMillis(20)), InetAddress::getAllByName, new ClientSSLOptions(), Meters.NONE));
    Requests patient = TestWeb.with(Optional.empty(), 5, Duration.ofSeconds(30), 20);

    assertThat(text(broken.web().caller("test", patient, WhenOpen.WAIT).get(Ask.of(site.url("/a"))))).isEqualTo("[]");
    assertThat(site.asked()).hasSize(7);
  }

  @Test
  void originsThatNobodyUsesAreForgotten() {
    Gates gates = new Gates(TestWeb.NEVER_OPEN, ms -> { }, new Level());

    for (int i = 0; i < Gates.MOST * 2; i++) {
      gates.of(new Origin("http", "host-" + i, 80), TestWeb.REQUESTS);
    }

    assertThat(gates.size()).isEqualTo(Gates.MOST);
  }

  private static CircuitBreakerConfig breaker(Duration open) {
    return CircuitBreakerConfig.custom().slidingWindowSize(4).minimumNumberOfCalls(4).failureRateThreshold(60).waitDurationInOpenState(open)
        .permittedNumberOfCallsInHalfOpenState(1).build();
  }

  /** Counts what several sites have in flight, and lets nobody go before so many were. */
  private static final class Together {

    private final CountDownLatch full;
    private final AtomicInteger now = new AtomicInteger();
    private final AtomicInteger most = new AtomicInteger();

    Together(int full) {
      this.full = new CountDownLatch(full);
    }

    Reply reply() throws InterruptedException {
      most.accumulateAndGet(now.incrementAndGet(), Math::max);
      full.countDown();
      full.await();
      now.decrementAndGet();
      return Reply.json("[]");
    }

    int most() {
      return most.get();
    }
  }

  /** With a burst of one: of each request it is known how early it can have been sent at most. */
  private static void assertRate(FakeSite site, long began, long periodNanos) {
    long[] arrivals = site.asked().stream().mapToLong(Asked::nanos).sorted().toArray();
    for (int i = 0; i < arrivals.length; i++) {
      assertThat(arrivals[i] - began).as("request %d of one per %d ns", i, periodNanos).isGreaterThanOrEqualTo((i - 1) * periodNanos);
    }
  }

  private record Threads(ExecutorService pool) implements AutoCloseable {

    Threads(int count) {
      this(Executors.newFixedThreadPool(count));
    }

    @Override
    public void close() {
      pool.shutdownNow();
    }
  }

  private interface Address {
    URI of(int number);
  }

  private static void askAtOnce(int count, Caller caller, Address address) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(count);
    try {
      List<Future<Answer>> answers = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        URI url = address.of(i);
        answers.add(threads.submit(() -> caller.get(Ask.of(url))));
      }
      for (Future<Answer> answer : answers) {
        answer.get();
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private static Requests secured(Optional<String> bearer, Optional<String> basic) {
    return new Requests(Map.of("X-Key", "k"), bearer, basic, Optional.empty(), 5, Duration.ofSeconds(30), 5, 1 << 20, 5, true);
  }

  private FakeSite site(FakeSite.Behaviour behaviour) throws Exception {
    return closing(FakeSite.that(behaviour));
  }

  private <T extends AutoCloseable> T closing(T resource) {
    open.add(resource);
    return resource;
  }

  private static String text(Answer answer) {
    return new String(answer.body(), StandardCharsets.UTF_8);
  }
}
