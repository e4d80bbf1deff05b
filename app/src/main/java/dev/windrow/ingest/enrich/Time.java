package dev.windrow.ingest.enrich;

import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;

/** How time passes: for the cache, and for what waits. */
record Time(Ticker ticker, Pause pause) {

  static final Time SYSTEM = new Time(Ticker.systemTicker(), pause -> Thread.sleep(pause.toMillis()));

  /** Lets time pass. */
  @FunctionalInterface
  interface Pause {

    void of(Duration pause) throws InterruptedException;
  }

  Duration since(long began) {
    return Duration.ofNanos(ticker.read() - began);
  }
}
