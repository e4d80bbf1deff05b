package dev.windrow.it;

import com.google.gson.JsonObject;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Page;
import java.util.HashMap;
import java.util.Map;

/**
 * What a page takes in a browser when its garbage is collected.
 *
 * @param heap bytes of JavaScript's objects
 * @param nodes of the document, and those outside of it that are still held
 * @param listeners of events
 */
record PageSize(long heap, long nodes, long listeners) {

  /** Asks as the tools for developers do. On the thread of the test. */
  static PageSize of(Page page) {
    CDPSession session = page.context().newCDPSession(page);
    try {
      session.send("Performance.enable");
      session.send("HeapProfiler.collectGarbage");
      JsonObject counters = session.send("Memory.getDOMCounters");
      return new PageSize(metrics(session).get("JSHeapUsedSize").longValue(), counters.get("nodes").getAsLong(), counters.get("jsEventListeners").getAsLong());
    } finally {
      session.detach();
    }
  }

  private static Map<String, Double> metrics(CDPSession session) {
    Map<String, Double> metrics = new HashMap<>();
    session.send("Performance.getMetrics").getAsJsonArray("metrics")
        .forEach(metric -> metrics.put(metric.getAsJsonObject().get("name").getAsString(), metric.getAsJsonObject().get("value").getAsDouble()));
    return metrics;
  }
}
