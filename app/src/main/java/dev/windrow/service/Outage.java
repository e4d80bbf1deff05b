package dev.windrow.service;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Makes the few lines that people need out of one look at Kafka after the other: one when it gets bad or bad in another way, one every
 * half minute while it lasts, one when it is over. Confined to the thread that looks.
 */
final class Outage {

  private static final long REPEAT_MS = Duration.ofSeconds(30).toMillis();
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

  /** What was said of this outage in the last half minute, and when. */
  private final Map<String, Long> saidMs = new HashMap<>();
  private boolean on;
  private long sinceMs;

  /**
   * Something is wrong; what to say of it now, if anything.
   *
   * @param what in words that fit before 'since'
   * @param consequence what that means, and what is done about it
   * @param beganMs since when; later looks at the same outage keep the first one's
   */
  Optional<String> bad(String what, String consequence, long beganMs, long now) {
    if (!on) {
      on = true;
      sinceMs = beganMs;
    }
    saidMs.values().removeIf(said -> now - said >= REPEAT_MS);
    if (saidMs.putIfAbsent(what, now) != null) {
      return Optional.empty();
    }
    return Optional.of(what + " since " + TIME.format(Instant.ofEpochMilli(sinceMs)) + " (" + seconds(now) + " s): " + consequence);
  }

  /** Nothing is wrong, or no more; what to say of it now, if anything. */
  Optional<String> good(long now) {
    if (!on) {
      return Optional.empty();
    }
    on = false;
    saidMs.clear();
    return Optional.of("again after " + seconds(now) + " s");
  }

  boolean isOn() {
    return on;
  }

  private long seconds(long now) {
    return Math.max(0, now - sinceMs) / 1000;
  }
}
