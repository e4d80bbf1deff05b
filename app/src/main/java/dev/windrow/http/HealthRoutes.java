package dev.windrow.http;

import static dev.windrow.value.JsonText.quoted;

import dev.windrow.ops.Health;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * {@code /health/live}: whether the process can go on; down means that only a new start helps. {@code /health/ready}: whether it does its
 * work now. 200 or 503, with what each component says of itself.
 */
public final class HealthRoutes implements Routes {

  private final Supplier<List<Health>> reports;

  /** {@code reports} answers at once. */
  public HealthRoutes(Supplier<List<Health>> reports) {
    this.reports = reports;
  }

  @Override
  public void mount(Router router) {
    router.get("/health/live").handler(context -> answer(context, Health.State.WAITING));
    router.get("/health/ready").handler(context -> answer(context, Health.State.READY));
  }

  private void answer(RoutingContext context, Health.State worst) {
    List<Health> all = reports.get();
    boolean up = all.stream().allMatch(health -> isUp(health, worst));
    String parts = all.stream().map(health -> component(health, worst)).collect(Collectors.joining(","));
    context.response().setStatusCode(up ? 200 : 503)
        .putHeader(HttpHeaderNames.CONTENT_TYPE, Answer.JSON).putHeader(HttpHeaderNames.CACHE_CONTROL, "no-store")
        .end("{\"status\":\"" + word(up) + "\",\"components\":[" + parts + "]}");
  }

  private static String component(Health health, Health.State worst) {
    return "{\"name\":" + quoted(health.component()) + ",\"status\":\"" + word(isUp(health, worst)) + "\",\"detail\":" + quoted(health.detail()) + "}";
  }

  private static boolean isUp(Health health, Health.State worst) {
    return health.state().compareTo(worst) <= 0;
  }

  private static String word(boolean up) {
    return up ? "up" : "down";
  }
}
