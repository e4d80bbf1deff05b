package dev.windrow.config;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * How other servers are asked over HTTP, and how much of them.
 *
 * @param headers sent with each request
 * @param bearer a token, sent as {@code Authorization: Bearer …}; a secret
 * @param basic {@code user:password}; a secret
 * @param ratePerSecond most requests per second to one origin; empty for as many as there are
 * @param concurrency most requests in flight to one origin
 * @param timeout for one request, from connecting to the last byte of the answer
 * @param attempts how often a request is made before it counts as failed
 * @param responseBytes largest answer, unpacked
 * @param redirects how many redirects are followed
 * @param allowPrivate whether addresses may be asked that cannot be reached from the internet: of this machine, of its networks
 */
public record Requests(
    Map<String, String> headers,
    Optional<String> bearer,
    Optional<String> basic,
    Optional<Integer> ratePerSecond,
    int concurrency,
    Duration timeout,
    int attempts,
    int responseBytes,
    int redirects,
    boolean allowPrivate) {

  static final Range RATE = new Range(1, 1_000_000);
  static final Range CONCURRENCY = new Range(1, 1_000);
  static final Range TIMEOUT_MS = new Range(1, Range.HOUR_MS);
  static final Range ATTEMPTS = new Range(1, 1_000);
  static final Range RESPONSE_BYTES = new Range(1, 1 << 30);
  static final Range REDIRECTS = new Range(0, 20);

  public Requests {
    headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
    ratePerSecond.ifPresent(rate -> RATE.require("ratePerSecond", rate));
    CONCURRENCY.require("concurrency", concurrency);
    TIMEOUT_MS.requireMs("timeout", timeout);
    ATTEMPTS.require("attempts", attempts);
    RESPONSE_BYTES.require("responseBytes", responseBytes);
    REDIRECTS.require("redirects", redirects);
    if (bearer.isPresent() && basic.isPresent()) {
      throw new IllegalArgumentException("basic: expected none beside a bearer token, found both");
    }
  }

  /** As {@link Object#toString}, without secrets. */
  @Override
  public String toString() {
    return "Requests[rate=" + ratePerSecond + ", concurrency=" + concurrency + ", timeout=" + timeout + ", attempts=" + attempts + "]";
  }
}
