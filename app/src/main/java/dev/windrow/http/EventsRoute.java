package dev.windrow.http;

import dev.windrow.config.Config;
import dev.windrow.ingest.EventWriter;
import dev.windrow.ingest.PostResult;
import dev.windrow.ingest.Posting;
import dev.windrow.ops.Level;
import dev.windrow.value.Printable;
import dev.windrow.value.Sha256;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;

/** Takes events by POST, and answers when Kafka has them. */
public final class EventsRoute implements Routes {

  private static final String NDJSON = "application/x-ndjson";
  private static final String REPLAYED = "idempotency-replayed";
  private static final String COME_AGAIN_AFTER_SECONDS = "1";
  private static final Pattern KEY = Pattern.compile("[\\x20-\\x7e]{1,128}");
  private static final Pattern UTF_8 = Pattern.compile("(?i)\"?utf-?8\"?");
  private static final List<String> PARAMETERS = List.of("topic", "key");

  private final List<String> topics;
  private final Function<Posting, Optional<CompletableFuture<PostResult>>> writer;
  private final IdempotencyKeys keys;
  private final Vertx vertx;

  /** @param remembered shows how many idempotency keys are remembered */
  public EventsRoute(Config config, EventWriter writer, Level remembered, Vertx vertx) {
    this(config.input().topics(), writer::write, remembered, vertx, System::nanoTime);
  }

  EventsRoute(List<String> topics, Function<Posting, Optional<CompletableFuture<PostResult>>> writer, Level remembered, Vertx vertx, LongSupplier nanoTime) {
    this.topics = topics;
    this.writer = writer;
    this.keys = new IdempotencyKeys(remembered, nanoTime);
    this.vertx = vertx;
  }

  @Override
  public void mount(Router router) {
    router.post(Paths.EVENTS).handler(context -> {
      try {
        post(context);
      } catch (BadParameterException bad) {
        Problem.answer(context, 400, bad.getMessage());
      }
    });
  }

  private void post(RoutingContext context) {
    Optional<Boolean> lines = isLines(context);
    if (lines.isEmpty()) {
      return;
    }
    Parameters parameters = new Parameters(context.queryParams(), PARAMETERS, List.of());
    String topic = parameters.text("topic").orElse(topics.get(0));
    if (!topics.contains(topic)) {
      throw new BadParameterException("topic", "one of " + String.join(", ", topics));
    }
    Optional<String> key = parameters.text("key");
    if (key.isPresent() && !Posting.isField(key.get())) {
      throw new BadParameterException("key", "a field name or a dotted path like user.id");
    }
    List<String> ids = context.request().headers().getAll("idempotency-key");
    if (ids.size() > 1 || ids.size() == 1 && !KEY.matcher(ids.get(0)).matches()) {
      Problem.answer(context, 400, "expected one header Idempotency-Key of 1 to 128 printable ASCII characters");
      return;
    }
    byte[] body = context.body().buffer() == null ? new byte[0] : context.body().buffer().getBytes();
    Posting posting = new Posting(topic, key, ids.stream().findFirst(), lines.get(), body);
    if (ids.isEmpty()) {
      answer(context, write(posting));
    } else {
      once(context, posting);
    }
  }

  /** Hashing a large body takes longer than an event loop may. */
  private void once(RoutingContext context, Posting posting) {
    String id = posting.id().orElseThrow();
    vertx.executeBlocking(() -> fingerprint(posting), false).onFailure(context::fail).onSuccess(fingerprint -> {
      boolean repeated = keys.knows(id);
      Optional<Future<PostReply>> reply = keys.answer(id, fingerprint, () -> write(posting));
      if (reply.isEmpty()) {
        Problem.answer(context, 422, "expected what came with this Idempotency-Key before, found another body, topic, key or type; take a new key for each request");
        return;
      }
      if (repeated) {
        context.response().putHeader(REPLAYED, "true");
      }
      answer(context, reply.get());
    });
  }

  /** Fails with {@link BusyException} when nothing was begun. */
  private Future<PostReply> write(Posting posting) {
    return writer.apply(posting)
        .map(result -> Future.fromCompletionStage(result.thenApply(PostReply::of), vertx.getOrCreateContext()))
        .orElseGet(() -> Future.failedFuture(new BusyException()));
  }

  private static void answer(RoutingContext context, Future<PostReply> reply) {
    reply.onSuccess(found -> found.send(context)).onFailure(failure -> {
      if (failure instanceof BusyException) {
        context.response().putHeader(HttpHeaderNames.RETRY_AFTER, COME_AGAIN_AFTER_SECONDS);
        Problem.answer(context, 429, "too many events wait for Kafka already; nothing of this was sent");
      } else {
        context.fail(failure);
      }
    });
  }

  /** Empty when the body is nothing that can be read, which has been answered. */
  private static Optional<Boolean> isLines(RoutingContext context) {
    String encoding = context.request().headers().get(HttpHeaderNames.CONTENT_ENCODING);
    if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
      return refuse(context, "expected a body without Content-Encoding, found " + Printable.quoted(encoding));
    }
    String given = context.request().headers().get(HttpHeaderNames.CONTENT_TYPE);
    String[] parts = given == null ? new String[] {""} : given.split(";");
    for (int i = 1; i < parts.length; i++) {
      String[] parameter = parts[i].strip().split("=", 2);
      if (parameter[0].equalsIgnoreCase("charset") && !(parameter.length == 2 && UTF_8.matcher(parameter[1].strip()).matches())) {
        return refuse(context, "expected UTF-8, found " + Printable.quoted(given));
      }
    }
    return switch (parts[0].strip().toLowerCase(Locale.ROOT)) {
      case Answer.JSON -> Optional.of(false);
      case NDJSON -> Optional.of(true);
      default -> refuse(context, "expected the Content-Type " + Answer.JSON + " or " + NDJSON + ", found " + (given == null ? "none" : Printable.quoted(given)));
    };
  }

  private static Optional<Boolean> refuse(RoutingContext context, String detail) {
    Problem.answer(context, 415, detail);
    return Optional.empty();
  }

  /** Tells a request from others with the same key. */
  private static Buffer fingerprint(Posting posting) {
    String head = posting.topic() + '\n' + posting.key().orElse("") + '\n' + posting.lines() + '\n';
    return Buffer.buffer(Sha256.of(Buffer.buffer(head.getBytes(StandardCharsets.UTF_8)).appendBytes(posting.body()).getBytes()));
  }

  /** Made without a stack: under pressure there are many. */
  private static final class BusyException extends Exception {

    private static final long serialVersionUID = 1L;

    BusyException() {
      super("busy", null, false, false);
    }
  }
}
