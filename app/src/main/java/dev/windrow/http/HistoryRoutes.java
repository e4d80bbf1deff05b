package dev.windrow.http;

import dev.windrow.config.Aggregation;
import dev.windrow.config.Config;
import dev.windrow.query.Coverage;
import dev.windrow.query.Definition;
import dev.windrow.query.WindowAnswer;
import dev.windrow.query.WindowRow;
import dev.windrow.sink.postgresql.History;
import dev.windrow.sink.postgresql.HistoryUnavailableException;
import dev.windrow.window.WindowPage;
import dev.windrow.window.WindowPosition;
import dev.windrow.window.WindowSelection;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Windows that the service need not keep any more: they are found where a sink has loaded them. */
public final class HistoryRoutes implements Routes, AutoCloseable {

  private static final List<String> PARAMETERS = List.of("from", "to", "status", "limit", "cursor");
  private static final List<String> PARAMETERS_OF_SEVERAL = List.of("from", "to", "status", "limit");

  /** So many are looked up at a time, of so many that may wait. */
  private static final int READERS = 4;
  private static final int MOST_AT_ONCE = 64;
  private static final int MOST_NAMES = 16;
  private static final long LONGEST_READ_S = 30;
  private static final String COME_AGAIN_AFTER_SECONDS = "5";

  private final Config config;
  private final History history;
  private final WorkerExecutor workers;
  private final ConcurrencyLimit limit = new ConcurrencyLimit(MOST_AT_ONCE);

  /** @param history of the same configuration */
  public HistoryRoutes(Config config, History history, Vertx vertx) {
    this.config = config;
    this.history = history;
    this.workers = vertx.createSharedWorkerExecutor("windrow-history", READERS, LONGEST_READ_S, TimeUnit.SECONDS);
  }

  @Override
  public void mount(Router router) {
    router.get("/api/v1/history").produces(Answer.JSON).handler(context -> guarded(context, this::several));
    router.get("/api/v1/history/:name").produces(Answer.JSON).produces(Api.CSV).handler(context -> guarded(context, this::one));
  }

  @Override
  public void close() {
    workers.close();
  }

  private static void guarded(RoutingContext context, Consumer<RoutingContext> route) {
    try {
      route.accept(context);
    } catch (BadParameterException bad) {
      Problem.answer(context, 400, bad.getMessage());
    }
  }

  private void one(RoutingContext context) {
    held(context, List.of(context.pathParam("name"))).map(found -> found.get(0)).ifPresent(aggregation -> {
      Definition definition = Definition.of(config, aggregation);
      Parameters parameters = new Parameters(context.queryParams(), PARAMETERS, definition.groupBy());
      WindowSelection selection = parameters.selection();
      Optional<WindowPosition> after = parameters.cursor();
      int most = parameters.limit(1);
      answer(context, () -> find(aggregation, selection, after, most), found -> Api.send(context, definition, found));
    });
  }

  /** All at the same time, as far as there are readers. */
  private void several(RoutingContext context) {
    List<String> names = context.queryParams().getAll("name").stream().distinct().toList();
    if (names.isEmpty() || names.size() > MOST_NAMES) {
      throw new BadParameterException("name", "1 to " + MOST_NAMES + " names of aggregations, as in name=a&name=b");
    }
    MultiMap others = MultiMap.caseInsensitiveMultiMap().addAll(context.queryParams()).remove("name");
    Parameters parameters = new Parameters(others, PARAMETERS_OF_SEVERAL, List.of());
    WindowSelection selection = parameters.selection();
    int most = parameters.limit(1);
    held(context, names).ifPresent(aggregations -> answer(context,
        () -> Future.join(aggregations.stream().map(aggregation -> find(aggregation, selection, Optional.empty(), most)).toList()),
        all -> Answer.send(context, Answer.JSON, Buffer.buffer(json(aggregations, all.list())))));
  }

  private static String json(List<Aggregation> aggregations, List<WindowAnswer> found) {
    StringBuilder json = new StringBuilder("{\"histories\":[");
    for (int i = 0; i < found.size(); i++) {
      json.append(i == 0 ? "" : ",").append(Api.json(aggregations.get(i).name(), found.get(i)));
    }
    return json.append("]}").toString();
  }

  private Optional<List<Aggregation>> held(RoutingContext context, List<String> names) {
    if (history.names().containsAll(names)) {
      return Optional.of(names.stream().map(config::aggregation).toList());
    }
    Problem.answer(context, 404, history.names().isEmpty()
        ? "no results are loaded into a database; sinks: in the configuration do that"
        : "expected aggregations whose results are loaded into a database: " + history.names().stream().sorted().collect(Collectors.joining(", ")));
    return Optional.empty();
  }

  private Future<WindowAnswer> find(Aggregation aggregation, WindowSelection selection, Optional<WindowPosition> after, int most) {
    return workers.executeBlocking(() -> answer(history.find(aggregation.name(), selection, after, most)), false);
  }

  private static WindowAnswer answer(WindowPage<History.Row> page) {
    List<WindowRow> rows = page.rows().stream()
        .map(row -> new WindowRow(row.position(), new String(row.result().valueJson(), StandardCharsets.UTF_8))).toList();
    return new WindowAnswer(rows, page.reached(), new Coverage(List.of(), List.of()));
  }

  private <T> void answer(RoutingContext context, Supplier<Future<T>> find, Consumer<T> send) {
    limit.answer(context, () -> find.get().map(Optional::of).recover(HistoryRoutes::away), found -> {
      if (found.isPresent()) {
        send.accept(found.get());
      } else {
        context.response().putHeader(HttpHeaderNames.RETRY_AFTER, COME_AGAIN_AFTER_SECONDS);
        Problem.answer(context, 503, "the database with the results does not answer now");
      }
    });
  }

  private static <T> Future<Optional<T>> away(Throwable failure) {
    return failure instanceof HistoryUnavailableException ? Future.succeededFuture(Optional.empty()) : Future.failedFuture(failure);
  }
}
