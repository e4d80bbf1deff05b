package dev.windrow.http;

import dev.windrow.ops.MeterName;
import dev.windrow.ops.PrometheusMeters;
import dev.windrow.ops.PrometheusMeters.Format;
import dev.windrow.ops.Tally;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.MIMEHeader;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.concurrent.Semaphore;

/**
 * {@code GET /metrics}: what is measured, in Prometheus' text format, or in OpenMetrics for those who like it at least as much. It is put together on a worker
 * thread, for {@link #AT_ONCE} at a time; more than those are told to come again.
 */
public final class MetricsRoutes implements Routes {

  /** Two Prometheus servers, as is usual where one is not to be missed, and somebody who looks. */
  static final int AT_ONCE = 3;

  private static final int BUSY = 503;
  private static final String COME_AGAIN_AFTER_SECONDS = "1";

  private final PrometheusMeters meters;
  private final Tally refused;
  private final Semaphore free = new Semaphore(AT_ONCE);

  public MetricsRoutes(PrometheusMeters meters) {
    this.meters = meters;
    this.refused = meters.tally(MeterName.HTTP_REFUSED, "scrapes");
  }

  @Override
  public void mount(Router router) {
    router.get("/metrics").handler(this::scrape);
  }

  private void scrape(RoutingContext context) {
    if (!free.tryAcquire()) {
      refused.add(1);
      context.response().putHeader(HttpHeaders.RETRY_AFTER, COME_AGAIN_AFTER_SECONDS);
      context.fail(BUSY);
      return;
    }
    Format format = format(context.parsedHeaders().accept());
    context.vertx().executeBlocking(() -> meters.scrape(format), false)
        .onComplete(done -> free.release())
        .onSuccess(text -> context.response().putHeader(HttpHeaders.CONTENT_TYPE, format.contentType()).end(Buffer.buffer(text)))
        .onFailure(context::fail);
  }

  /** Whoever says nothing, or likes anything, gets the format that everybody can read. */
  private static Format format(List<MIMEHeader> accepted) {
    float open = weight(accepted, "application", "openmetrics-text");
    return open > 0 && open >= weight(accepted, "text", "plain") ? Format.OPEN_METRICS : Format.TEXT;
  }

  private static float weight(List<MIMEHeader> accepted, String type, String subtype) {
    return (float) accepted.stream()
        .filter(one -> one.component().equals(type) && one.subComponent().equals(subtype))
        .mapToDouble(MIMEHeader::weight)
        .max().orElse(0);
  }
}
