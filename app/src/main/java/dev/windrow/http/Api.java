package dev.windrow.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.windrow.config.Aggregation;
import dev.windrow.config.Config;
import dev.windrow.query.Coverage;
import dev.windrow.query.Definition;
import dev.windrow.query.PeerJson;
import dev.windrow.query.PeerPaths;
import dev.windrow.query.Queries;
import dev.windrow.query.StatusAnswer;
import dev.windrow.query.WindowAnswer;
import dev.windrow.query.WindowRequest;
import dev.windrow.query.WindowRow;
import dev.windrow.sink.DeadLetter;
import dev.windrow.sink.DeadLetterTail;
import dev.windrow.sink.FeedListener;
import dev.windrow.sink.FeedPosition;
import dev.windrow.sink.ResultFeed;
import dev.windrow.value.JsonText;
import dev.windrow.window.WindowSelection;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** What a running service answers: aggregations, their windows, a stream of them, the status; and what instances ask each other. */
public final class Api implements Routes {

  private static final int MOST_STREAMS = 500;
  private static final int MOST_AT_ONCE = 256;
  static final String CSV = "text/csv";
  private static final List<String> WINDOW_PARAMETERS = List.of("from", "to", "status", "limit", "cursor");
  private static final List<String> LATEST_PARAMETERS = List.of("limit");
  private static final List<String> PEER_PARAMETERS = List.of("from", "to", "status", "limit", "cursor", "partitions", "copies");

  private final Config config;
  private final Queries queries;
  private final ResultFeed results;
  private final DeadLetterPulse deadLetters;
  private final Vertx vertx;
  private final String instance;
  private final StatusPulse pulse;
  private final Map<String, Aggregation> aggregations = new LinkedHashMap<>();
  private final Map<String, OpenWindows> openWindows = new HashMap<>();

  private final ConcurrencyLimit limit = new ConcurrencyLimit(MOST_AT_ONCE);

  // Confined to the event loop.
  private int streams;

  /** @param instance host:port of this one */
  public Api(Config config, Queries queries, ResultFeed results, DeadLetterTail deadLetters, Vertx vertx, String instance) {
    this.config = config;
    this.queries = queries;
    this.results = results;
    this.deadLetters = new DeadLetterPulse(() -> vertx.executeBlocking(deadLetters::latest, false), System::nanoTime);
    this.vertx = vertx;
    this.instance = instance;
    this.pulse = new StatusPulse(queries.status(), System::nanoTime);
    config.aggregations().forEach(aggregation -> aggregations.put(aggregation.name(), aggregation));
  }

  @Override
  public void mount(Router router) {
    get(router, "/api/v1/aggregations", this::list);
    get(router, "/api/v1/aggregations/:name", this::describe);
    get(router, "/api/v1/aggregations/:name/windows", this::windows).produces(CSV);
    get(router, "/api/v1/aggregations/:name/windows/latest", this::latest).produces(CSV);
    router.get("/api/v1/aggregations/:name/stream").produces(EventStream.TYPE).handler(guarded(this::stream));
    get(router, "/api/v1/status", this::status);
    get(router, PeerPaths.WINDOWS, this::peerWindows);
    get(router, PeerPaths.STATUS, this::peerStatus);
  }

  private static Route get(Router router, String path, Consumer<RoutingContext> route) {
    return router.get(path).produces(Answer.JSON).handler(guarded(route));
  }

  private static Handler<RoutingContext> guarded(Consumer<RoutingContext> route) {
    return context -> {
      try {
        route.accept(context);
      } catch (BadParameterException bad) {
        Problem.answer(context, 400, bad.getMessage());
      }
    };
  }

  private void list(RoutingContext context) {
    parameters(context, List.of(), List.of());
    send(context, Map.of("aggregations", aggregations.values().stream().map(aggregation -> Definition.of(config, aggregation)).toList()));
  }

  private void describe(RoutingContext context) {
    aggregation(context).ifPresent(aggregation -> {
      parameters(context, List.of(), List.of());
      limit.answer(context, pulse::latest, status -> send(context, described(aggregation, status)));
    });
  }

  private ObjectNode described(Aggregation aggregation, StatusAnswer status) {
    ObjectNode described = PeerJson.MAPPER.valueToTree(Definition.of(config, aggregation));
    status.aggregations().stream().filter(found -> found.name().equals(aggregation.name())).findFirst()
        .ifPresent(found -> described.setAll((ObjectNode) PeerJson.MAPPER.valueToTree(found)));
    described.put("complete", status.complete());
    described.set("missing", PeerJson.MAPPER.valueToTree(status.missing()));
    described.set("standby", PeerJson.MAPPER.valueToTree(status.standby()));
    return described;
  }

  private void windows(RoutingContext context) {
    aggregation(context).ifPresent(aggregation -> {
      Definition definition = Definition.of(config, aggregation);
      Parameters parameters = parameters(context, WINDOW_PARAMETERS, definition.groupBy());
      WindowRequest request = new WindowRequest(aggregation, parameters.selection(), parameters.cursor(), parameters.limit(1));
      limit.answer(context, () -> queries.windows().find(request), found -> send(context, definition, found));
    });
  }

  private void latest(RoutingContext context) {
    aggregation(context).ifPresent(aggregation -> {
      Definition definition = Definition.of(config, aggregation);
      Parameters parameters = parameters(context, LATEST_PARAMETERS, definition.groupBy());
      WindowSelection selection = new WindowSelection(0, Long.MAX_VALUE, WindowSelection.ALL.statuses(), parameters.group());
      int most = parameters.limit(1);
      limit.answer(context, () -> queries.windows().latest(aggregation, selection, most), found -> send(context, definition, found));
    });
  }

  private void status(RoutingContext context) {
    parameters(context, List.of(), List.of());
    limit.answer(context, this::wholeStatus, whole -> send(context, whole));
  }

  private Future<ObjectNode> wholeStatus() {
    return Future.join(pulse.latest(), deadLetters.latest()).map(both -> status(both.resultAt(0), both.resultAt(1)));
  }

  private ObjectNode status(StatusAnswer status, List<DeadLetter> letters) {
    ObjectNode whole = PeerJson.MAPPER.valueToTree(status);
    ObjectNode dead = whole.putObject("dead_letters");
    dead.put("topic", config.input().deadLetters());
    dead.set("latest", PeerJson.MAPPER.valueToTree(letters));
    return whole;
  }

  private void peerWindows(RoutingContext context) {
    aggregation(context).ifPresent(aggregation -> {
      Parameters parameters = parameters(context, PEER_PARAMETERS, Definition.of(config, aggregation).groupBy());
      WindowRequest request = new WindowRequest(aggregation, parameters.selection(), parameters.cursor(), parameters.limit(0));
      Set<Integer> partitions = parameters.partitions();
      boolean copies = parameters.flag("copies");
      limit.answer(context, () -> queries.windows().local(request, partitions, copies), found -> send(context, found));
    });
  }

  private void peerStatus(RoutingContext context) {
    parameters(context, List.of(), List.of());
    limit.answer(context, queries.status()::local, found -> send(context, found));
  }

  private void stream(RoutingContext context) {
    aggregation(context).ifPresent(aggregation -> {
      Definition definition = Definition.of(config, aggregation);
      Parameters parameters = parameters(context, List.of(), definition.groupBy());
      if (context.get(Edge.HEAD) != null) {
        context.response().putHeader(HttpHeaderNames.CONTENT_TYPE, EventStream.TYPE).end();
        return;
      }
      if (streams >= MOST_STREAMS) {
        ConcurrencyLimit.refuse(context, "expected at most " + MOST_STREAMS + " streams at a time");
        return;
      }
      Optional<FeedPosition> after = Optional.ofNullable(context.request().getHeader("last-event-id"))
          .flatMap(id -> FeedPosition.parse(aggregation.output(), id));
      Predicate<String> wanted = new StreamFilter(definition, parameters.group());
      EventStream stream = new EventStream(vertx, context.response(), new EventStream.Opening(definition, instance), wanted);
      OpenWindows open = openWindows.computeIfAbsent(aggregation.name(), name -> new OpenWindows(vertx, queries.windows(), pulse, aggregation));
      FeedListener listener = results.listen(aggregation.output(), after, stream::wake);
      streams++;
      stream.begin(listener, () -> open.watch(stream), () -> {
        streams--;
        open.leave(stream);
      });
    });
  }

  private Optional<Aggregation> aggregation(RoutingContext context) {
    Optional<Aggregation> found = Optional.ofNullable(aggregations.get(context.pathParam("name")));
    if (found.isEmpty()) {
      Problem.answer(context, 404, "expected one of the aggregations " + String.join(", ", aggregations.keySet()));
    }
    return found;
  }

  private static Parameters parameters(RoutingContext context, List<String> known, List<String> groupFields) {
    return new Parameters(context.queryParams(), known, groupFields);
  }

  private static void send(RoutingContext context, Object json) {
    Answer.send(context, Answer.JSON, Buffer.buffer(PeerJson.text(json)));
  }

  /** What CSV has no place for stands in the header. */
  static void send(RoutingContext context, Definition definition, WindowAnswer found) {
    context.response().putHeader("windrow-complete", Boolean.toString(found.coverage().complete()));
    found.reached().ifPresent(next -> context.response().putHeader("windrow-next", next.text()));
    if (CSV.equals(context.getAcceptableContentType())) {
      Answer.send(context, CSV + "; charset=utf-8", Buffer.buffer(Csv.of(definition.fields(), found.rows())));
    } else {
      Answer.send(context, Answer.JSON, Buffer.buffer(json(definition.name(), found)));
    }
  }

  /** Rows as they are: numbers keep their text. */
  static String json(String aggregation, WindowAnswer found) {
    Coverage coverage = found.coverage();
    return "{\"aggregation\":" + JsonText.quoted(aggregation)
        + ",\"windows\":" + found.rows().stream().map(WindowRow::json).collect(Collectors.joining(",", "[", "]"))
        + found.reached().map(next -> ",\"next\":\"" + next.text() + '"').orElse("")
        + ",\"complete\":" + coverage.complete()
        + ",\"missing\":" + PeerJson.text(coverage.missing())
        + ",\"standby\":" + PeerJson.text(coverage.standby()) + "}";
  }
}
