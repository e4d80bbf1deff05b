package dev.windrow.http;

import dev.windrow.config.Aggregation;
import dev.windrow.query.StatusAnswer;
import dev.windrow.query.WindowRequest;
import dev.windrow.query.WindowRow;
import dev.windrow.query.Windows;
import dev.windrow.window.WindowResult.Status;
import dev.windrow.window.WindowPosition;
import dev.windrow.window.WindowSelection;
import io.vertx.core.Vertx;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The open windows of one aggregation and how far it is, looked at once a second as long as somebody watches. Confined to the event loop.
 */
final class OpenWindows {

  static final int MOST = WindowRequest.MAX_LIMIT;

  private static final long PERIOD_MS = 1_000;

  /** Somebody who watches. */
  interface Watcher {

    /** Open windows that are new or have changed. */
    void open(List<WindowRow> changed);

    /** How far it is; called when that has changed. */
    void watermark(StatusAnswer status);
  }

  private final Vertx vertx;
  private final Windows windows;
  private final StatusPulse pulse;
  private final WindowRequest request;
  private final Set<Watcher> watchers = new LinkedHashSet<>();
  private Map<WindowPosition, WindowRow> seen = Map.of();
  private Optional<StatusAnswer> status = Optional.empty();
  private long timer;
  private boolean looking;

  OpenWindows(Vertx vertx, Windows windows, StatusPulse pulse, Aggregation aggregation) {
    this.vertx = vertx;
    this.windows = windows;
    this.pulse = pulse;
    this.request = new WindowRequest(aggregation, new WindowSelection(0, Long.MAX_VALUE, Set.of(Status.OPEN), Map.of()), Optional.empty(), MOST);
  }

  /** Tells the watcher what is known, and from then on what changes. */
  void watch(Watcher watcher) {
    watchers.add(watcher);
    if (watchers.size() == 1) {
      seen = Map.of();
      status = Optional.empty();
      timer = vertx.setPeriodic(PERIOD_MS, tick -> look());
      look();
    } else {
      watcher.open(List.copyOf(seen.values()));
      status.ifPresent(watcher::watermark);
    }
  }

  void leave(Watcher watcher) {
    if (watchers.remove(watcher) && watchers.isEmpty()) {
      vertx.cancelTimer(timer);
    }
  }

  /** One look at a time: where answers are slow, they come less often. */
  private void look() {
    if (looking) {
      return;
    }
    looking = true;
    windows.find(request).onSuccess(answer -> tellOpen(answer.rows()))
        .transform(found -> pulse.latest())
        .onSuccess(this::tellWatermark)
        .onComplete(done -> looking = false);
  }

  private void tellOpen(List<WindowRow> rows) {
    List<WindowRow> changed = rows.stream().filter(row -> !row.equals(seen.get(row.position()))).toList();
    Map<WindowPosition, WindowRow> now = new HashMap<>();
    rows.forEach(row -> now.put(row.position(), row));
    seen = now;
    if (!changed.isEmpty()) {
      List.copyOf(watchers).forEach(watcher -> watcher.open(changed));
    }
  }

  private void tellWatermark(StatusAnswer now) {
    boolean changed = status.isEmpty() || !java.util.Objects.equals(status.get().watermark(), now.watermark())
        || !status.get().heldBackBy().equals(now.heldBackBy());
    status = Optional.of(now);
    if (changed) {
      List.copyOf(watchers).forEach(watcher -> watcher.watermark(now));
    }
  }
}
