package dev.windrow.ingest.web;

import dev.windrow.config.Requests;
import dev.windrow.ingest.web.WebException.Reason;
import dev.windrow.ops.Meters;
import io.github.resilience4j.core.functions.Either;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** The requests of one source, as it is configured. Blocks; an interrupt cancels what is in flight. Thread-safe. */
public final class Caller {

  private final Requests how;
  private final WhenOpen whenOpen;
  private final Line line;
  private final Redirects redirects;
  private final Pauses pauses;
  private final CallerMeters meters;
  private final Retry retry;
  private final Map<String, String> headers;

  Caller(String source, Requests how, WhenOpen whenOpen, Line line, Backoff backoff, Pauses pauses, Meters meters) {
    this.how = how;
    this.whenOpen = whenOpen;
    this.line = line;
    this.redirects = new Redirects(how.redirects());
    this.pauses = pauses;
    this.meters = new CallerMeters(meters, source);
    this.retry = Retry.of(source, RetryConfig.custom()
        .maxAttempts(how.attempts())
        .retryOnException(failure -> failure instanceof WebException web && web.isPassing())
        .intervalBiFunction((attempt, failed) -> pauseMs(backoff, attempt, failed))
        .build());
    this.headers = headers(how);
  }

  public Answer get(Ask ask) throws InterruptedException, WebException {
    return get(ask, answer -> answer);
  }

  /** What {@code reader} makes of the answer, whose status is 2xx or 304. What may pass is tried again, as often as the source allows. */
  public <T> T get(Ask ask, AnswerReader<T> reader) throws InterruptedException, WebException {
    // Retry.executeSupplier would take an interrupt for a failure.
    Retry.AsyncContext<T> attempts = retry.asyncContext();
    for (int attempt = 1; ; attempt++) {
      try {
        T read = once(ask, reader);
        attempts.onComplete();
        return read;
      } catch (WebException e) {
        meters.failed(e);
        long pauseMs = attempts.onError(e);
        if (pauseMs < 0) {
          throw e.after(attempt);
        }
        meters.again();
        pauses.pause(pauseMs);
      }
    }
  }

  private <T> T once(Ask ask, AnswerReader<T> reader) throws InterruptedException, WebException {
    Answer answer = followed(ask);
    try {
      T read = reader.read(answer);
      meters.answered(answer);
      return read;
    } catch (MalformedAnswerException e) {
      throw new WebException(Reason.MALFORMED, answer.url(), e.getMessage());
    }
  }

  /** Behind all redirects. Once it has led to another origin, nobody sees what is meant for the first one. */
  private Answer followed(Ask ask) throws InterruptedException, WebException {
    Map<String, String> sent = sent(ask);
    URI url = ask.url();
    for (int followed = 0; ; followed++) {
      Answer answer = line.get(url, sent, how, whenOpen);
      if (!Redirects.isRedirect(answer)) {
        return requireContent(answer);
      }
      url = redirects.next(answer, followed);
      sent = Origin.of(url).equals(Origin.of(answer.url())) ? sent : openly(ask.headers());
    }
  }

  private Map<String, String> sent(Ask ask) {
    if (!Origin.of(ask.url()).equals(Origin.of(ask.home()))) {
      return openly(ask.headers());
    }
    Map<String, String> all = new HashMap<>(headers);
    ask.headers().forEach((name, value) -> all.put(lower(name), value));
    return all;
  }

  private static Answer requireContent(Answer answer) throws WebException {
    if (answer.status() >= 300 && !answer.isNotModified()) {
      throw new WebException(Reason.REFUSED, answer.url(), "answered with status " + answer.status() + ", which is nothing to read");
    }
    return answer;
  }

  private static long pauseMs(Backoff backoff, int attempt, Either<Throwable, Object> failed) {
    return backoff.pauseMs(attempt, ((WebException) failed.getLeft()).retryAfter());
  }

  /** What anybody may see. */
  private static Map<String, String> openly(Map<String, String> more) {
    Map<String, String> all = new HashMap<>(Map.of("accept", "application/json, application/x-ndjson, text/csv;q=0.9, */*;q=0.5", "accept-encoding", "gzip"));
    more.forEach((name, value) -> all.put(lower(name), value));
    return all;
  }

  private static Map<String, String> headers(Requests how) {
    Map<String, String> all = openly(how.headers());
    how.bearer().ifPresent(token -> all.put("authorization", "Bearer " + token));
    how.basic().ifPresent(pair -> all.put("authorization", "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8))));
    return Map.copyOf(all);
  }

  private static String lower(String name) {
    return name.toLowerCase(Locale.ROOT);
  }
}
