package dev.windrow.ops;

import dev.windrow.ops.PrometheusMeters.Format;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Map;
import java.util.TreeMap;

/** What an instance shows when each of its meters has been made once. */
final class AllMeters {

  private AllMeters() {}

  static String scraped(Format format) {
    try (PrometheusMeters meters = new PrometheusMeters(Clock.systemUTC())) {
      for (MeterName name : MeterName.values()) {
        make(meters, name);
      }
      return new String(meters.scrape(format), StandardCharsets.UTF_8);
    }
  }

  /** The type of each metric family. */
  static Map<String, String> types(String scraped) {
    Map<String, String> types = new TreeMap<>();
    scraped.lines().filter(line -> line.startsWith("# TYPE ")).map(line -> line.split(" ")).forEach(words -> types.put(words[2], words[3]));
    return types;
  }

  private static void make(PrometheusMeters meters, MeterName name) {
    String[] tags = name.tags().toArray(String[]::new);
    boolean isThere = name == MeterName.BUILD_INFO || name == MeterName.RESIDENT_MEMORY;
    switch (name.kind()) {
      case COUNTER -> meters.tally(name, tags);
      case GAUGE -> {
        if (!isThere) {
          meters.scope().level(name, tags);
        }
      }
      case SUMMARY, HISTOGRAM -> meters.distribution(name);
    }
  }
}
