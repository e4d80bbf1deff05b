package dev.windrow.ingest.web;

import dev.windrow.config.Requests;
import dev.windrow.ingest.web.WebException.Reason;
import dev.windrow.ops.Distribution;
import dev.windrow.value.Printable;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.net.SocketAddress;
import io.vertx.ext.web.client.HttpRequest;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.client.WebClient;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Sends single requests, each when its turn has come. Redirects are answers here. Thread-safe. */
final class Line {

  private final WebClient client;
  private final Hosts hosts;
  private final Gates gates;
  private final InFlight inFlight;
  private final Distribution wait;
  private final Clock clock;

  /** @param wait shows how long requests wait for their turn */
  Line(WebClient client, Hosts hosts, Gates gates, InFlight inFlight, Distribution wait, Clock clock) {
    this.client = client;
    this.hosts = hosts;
    this.gates = gates;
    this.inFlight = inFlight;
    this.wait = wait;
    this.clock = clock;
  }

  /** The answer, unpacked, with a status of 2xx or 3xx. An interrupt cancels the request. */
  Answer get(URI url, Map<String, String> headers, Requests how, WhenOpen whenOpen) throws InterruptedException, WebException {
    Gate gate = gates.of(Origin.of(url), how);
    int choice = gate.choice();
    InetAddress address = hosts.address(url, how, choice);
    long began = System.nanoTime();
    if (!gate.enter(whenOpen)) {
      throw new WebException(Reason.UNAVAILABLE, url, "not asked: " + Origin.of(url) + " has failed too often in the last seconds");
    }
    enterInFlight(gate);
    wait.recordSince(began);
    try {
      return judged(url, gate, () -> sent(url, address, headers, how, gate));
    } catch (WebException e) {
      if (e.reason() == Reason.CONNECTION || e.reason() == Reason.TIMEOUT) {
        gate.avoid(choice);
      }
      throw e;
    }
  }

  private void enterInFlight(Gate gate) throws InterruptedException {
    boolean entered = false;
    try {
      awaitPlace(gate);
      entered = true;
    } finally {
      if (!entered) {
        gate.unknown();
        gate.leave();
      }
    }
  }

  /**
   * Who waited for a place has lost the turn at the gate: all of them would be sent at once when places become free. A place is kept while the rate is waited for,
   * but not while an origin wants to be left alone.
   */
  private void awaitPlace(Gate gate) throws InterruptedException {
    boolean waited = inFlight.enter();
    while (waited && gate.isClosed()) {
      inFlight.leave();
      gate.awaitTurn();
      waited = inFlight.enter();
    }
    if (waited) {
      awaitRateWithPlace(gate);
    }
  }

  private void awaitRateWithPlace(Gate gate) throws InterruptedException {
    boolean ready = false;
    try {
      gate.awaitRate();
      ready = true;
    } finally {
      if (!ready) {
        inFlight.leave();
      }
    }
  }

  /** A request that may be sent. */
  private interface Sending {
    Answer answer() throws InterruptedException, WebException;
  }

  /** Tells the gate how it went. */
  private Answer judged(URI url, Gate gate, Sending sending) throws InterruptedException, WebException {
    long began = System.nanoTime();
    boolean known = false;
    try {
      Answer answer = requireGood(url, sending.answer());
      known = true;
      gate.answered(System.nanoTime() - began);
      return answer;
    } catch (WebException e) {
      known = true;
      judge(gate, e, System.nanoTime() - began);
      throw e;
    } finally {
      if (!known) {
        gate.unknown();
      }
    }
  }

  private static void judge(Gate gate, WebException failure, long nanos) {
    gate.closeFor(Backoff.bounded(failure.retryAfter()));
    switch (failure.reason()) {
      case CONNECTION, TIMEOUT, SERVER_ERROR -> gate.failed(nanos, failure);
      case THROTTLED -> gate.unknown();
      default -> gate.answered(nanos);
    }
  }

  private Answer requireGood(URI url, Answer answer) throws WebException {
    if (answer.status() >= 400 || answer.status() < 200) {
      throw WebException.status(url, answer.status(), RetryAfter.of(answer.header("retry-after"), clock.instant()));
    }
    return answer;
  }

  private Answer sent(URI url, InetAddress address, Map<String, String> headers, Requests how, Gate gate) throws InterruptedException, WebException {
    Exchange exchange = new Exchange(how.responseBytes());
    Future<HttpResponse<byte[]>> sending = request(url, address, headers, how.timeout()).as(exchange).send();
    sending.onComplete(done -> {
      inFlight.leave();
      gate.leave();
    });
    boolean complete = false;
    try {
      Answer answer = answer(url, awaited(url, sending.toCompletionStage().toCompletableFuture(), how.timeout(), exchange));
      complete = true;
      return Unpacking.of(answer, how.responseBytes());
    } finally {
      if (!complete) {
        exchange.cancel();
      }
    }
  }

  private HttpRequest<?> request(URI url, InetAddress address, Map<String, String> headers, Duration timeout) {
    SocketAddress server = SocketAddress.inetSocketAddress(new InetSocketAddress(address, Origin.of(url).port()));
    HttpRequest<?> request = client.requestAbs(HttpMethod.GET, server, url.toString()).connectTimeout(timeout.toMillis());
    headers.forEach(request::putHeader);
    return request;
  }

  private static HttpResponse<byte[]> awaited(URI url, CompletableFuture<HttpResponse<byte[]>> sending, Duration timeout, Exchange exchange)
      throws InterruptedException, WebException {
    try {
      return sending.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new WebException(Reason.TIMEOUT, url, "no whole answer within " + timeout.toMillis() + " ms");
    } catch (ExecutionException e) {
      throw exchange.isTooLarge() ? Unpacking.tooLarge(url, exchange.mostBytes()) : new WebException(Reason.CONNECTION, url, connection(e.getCause()));
    }
  }

  private static String connection(Throwable failure) {
    String text = failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
    return "no answer (" + Printable.text(text.lines().findFirst().orElse("")) + ")";
  }

  private static Answer answer(URI url, HttpResponse<byte[]> response) {
    byte[] body = response.body() == null ? new byte[0] : response.body();
    return new Answer(url, response.statusCode(), headers(response.headers()), body);
  }

  private static Map<String, List<String>> headers(MultiMap headers) {
    Map<String, List<String>> all = new HashMap<>();
    headers.names().forEach(name -> all.put(name.toLowerCase(Locale.ROOT), List.copyOf(headers.getAll(name))));
    return all;
  }
}
