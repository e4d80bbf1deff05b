package dev.windrow.http;

import dev.windrow.query.Definition;
import dev.windrow.query.PeerJson;
import dev.windrow.query.StatusAnswer;
import dev.windrow.query.WindowRow;
import dev.windrow.sink.FeedListener;
import dev.windrow.sink.FeedRecord;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerResponse;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;

/**
 * One client's stream of server-sent events. What it has not taken yet is kept for it up to {@value #UNSENT} bytes; when there is more, updates of open
 * windows are dropped and counted, and results wait in the feed. Confined to the event loop, but for {@link #wake}.
 */
final class EventStream implements OpenWindows.Watcher {

  static final String TYPE = "text/event-stream";

  private static final int UNSENT = 256 * 1024;
  private static final long HEARTBEAT_MS = 15_000;
  private static final int AT_ONCE = 100;

  private final Vertx vertx;
  private final Context context;
  private final HttpServerResponse response;
  private final Opening opening;
  private final Predicate<String> wanted;
  private final StreamMeters meters;
  private Runnable onOpen = () -> { };
  private Runnable onEnd = () -> { };
  private final AtomicBoolean woken = new AtomicBoolean();
  private Optional<FeedListener> listener = Optional.empty();
  private boolean opened;
  private boolean ended;
  private long heartbeat;
  private long dropped;

  /** What the first event says. */
  record Opening(Definition aggregation, String instance) {}

  /**
   * @param wanted which results and open windows go out, as JSON
   */
  EventStream(Vertx vertx, HttpServerResponse response, Opening opening, Predicate<String> wanted, StreamMeters meters) {
    this.vertx = vertx;
    this.context = vertx.getOrCreateContext();
    this.response = response;
    this.opening = opening;
    this.wanted = wanted;
    this.meters = meters;
  }

  /**
   * Sends the header and what the listener has from now on.
   *
   * @param whenOpen run once, when the first event has been sent
   * @param whenEnded run once, when the client is gone or the stream has ended
   */
  void begin(FeedListener of, Runnable whenOpen, Runnable whenEnded) {
    listener = Optional.of(of);
    onOpen = whenOpen;
    onEnd = whenEnded;
    response.setChunked(true).setWriteQueueMaxSize(UNSENT)
        .putHeader(HttpHeaderNames.CONTENT_TYPE, TYPE)
        .putHeader(HttpHeaderNames.CACHE_CONTROL, "no-store")
        .putHeader("x-accel-buffering", "no");
    response.closeHandler(gone -> end()).exceptionHandler(broken -> end());
    response.write("retry: 2000\n\n");
    heartbeat = vertx.setPeriodic(HEARTBEAT_MS, tick -> beat());
    drain();
  }

  /** There may be something to send; from any thread. */
  void wake() {
    if (woken.compareAndSet(false, true)) {
      context.runOnContext(now -> drain());
    }
  }

  @Override
  public void open(List<WindowRow> changed) {
    if (!opened || ended) {
      return;
    }
    for (WindowRow row : changed) {
      if (!wanted.test(row.json())) {
        continue;
      }
      if (response.writeQueueFull()) {
        dropped++;
        meters.dropped().add(1);
      } else {
        event("window", "", row.json());
      }
    }
  }

  @Override
  public void watermark(StatusAnswer status) {
    if (opened && !ended && !response.writeQueueFull()) {
      Map<String, Object> data = new LinkedHashMap<>();
      data.put("watermark", status.watermark());
      data.put("held_back_by", status.heldBackBy());
      event("watermark", "", PeerJson.text(data));
    }
  }

  private void drain() {
    woken.set(false);
    while (!ended && listener.isPresent()) {
      if (response.writeQueueFull()) {
        response.drainHandler(room -> drain());
        return;
      }
      FeedListener.Taken taken = listener.get().take(AT_ONCE);
      if (taken.state() == FeedListener.State.BEHIND) {
        meters.behind().add(1);
        event("behind", "", "{\"detail\":\"this client was too slow for the results; go on with the header Last-Event-ID\"}");
        response.end();
        end();
        return;
      }
      if (taken.state() == FeedListener.State.STARTING) {
        return;
      }
      open(listener.get());
      if (taken.records().isEmpty()) {
        return;
      }
      send(taken.records(), listener.get());
    }
  }

  private void open(FeedListener from) {
    if (!opened) {
      opened = true;
      Map<String, Object> data = new LinkedHashMap<>();
      data.put("aggregation", opening.aggregation());
      data.put("instance", opening.instance());
      data.put("resumed", from.resumed());
      data.put("open_limit", OpenWindows.MOST);
      event("metadata", from.position().orElse(""), PeerJson.text(data));
      onOpen.run();
    }
    if (dropped > 0) {
      event("dropped", "", "{\"open_updates\":" + dropped + "}");
      dropped = 0;
    }
  }

  /** The last one has the position of all: whoever goes on from there misses nothing, and may get again what was cut off on the way. */
  private void send(List<FeedRecord> records, FeedListener from) {
    List<String> rows = records.stream().map(record -> new String(record.value(), StandardCharsets.UTF_8)).filter(wanted).toList();
    StringBuilder events = new StringBuilder();
    for (int i = 0; i < rows.size(); i++) {
      append(events, "window", i < rows.size() - 1 ? "" : from.position().orElse(""), rows.get(i));
    }
    if (events.length() > 0) {
      response.write(events.toString());
    }
  }

  private void beat() {
    if (!response.writeQueueFull()) {
      response.write(": heartbeat\n\n");
    }
  }

  private void end() {
    if (!ended) {
      ended = true;
      vertx.cancelTimer(heartbeat);
      listener.ifPresent(FeedListener::close);
      onEnd.run();
    }
  }

  private void event(String name, String id, String data) {
    StringBuilder event = new StringBuilder();
    append(event, name, id, data);
    response.write(event.toString());
  }

  /** The data is JSON of one line: line breaks in strings are escaped there. */
  private static void append(StringBuilder out, String name, String id, String data) {
    out.append("event: ").append(name).append('\n');
    if (!id.isEmpty()) {
      out.append("id: ").append(id).append('\n');
    }
    out.append("data: ").append(data).append("\n\n");
  }
}
