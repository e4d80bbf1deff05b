package dev.windrow.ingest.web;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait before the next attempt: a random time from nothing up to a limit that doubles with each attempt ("full jitter": clients that failed together do not
 * come back together), but not less than the server has asked for.
 *
 * @see <a href="https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/">Exponential Backoff And Jitter</a>
 */
record Backoff(RandomGenerator random) {

  static final Duration FIRST = Duration.ofMillis(200);
  static final Duration LONGEST = Duration.ofSeconds(30);

  /** A server that asks for more is asked again after this time. */
  static final Duration LONGEST_ASKED_FOR = Duration.ofMinutes(5);

  private static final int MOST_DOUBLINGS = 20;

  /** @param attempt that has just failed, from 1 */
  long pauseMs(int attempt, Duration retryAfter) {
    long limit = Math.min(LONGEST.toMillis(), FIRST.toMillis() << Math.min(attempt - 1, MOST_DOUBLINGS));
    return Math.max(random.nextLong(limit + 1), bounded(retryAfter).toMillis());
  }

  static Duration bounded(Duration retryAfter) {
    return retryAfter.compareTo(LONGEST_ASKED_FOR) < 0 ? retryAfter : LONGEST_ASKED_FOR;
  }
}
