package dev.windrow.query;

import dev.windrow.config.Aggregation;
import dev.windrow.config.Config;
import dev.windrow.window.WindowPage;
import dev.windrow.window.WindowResult;
import dev.windrow.window.WindowSelection;
import io.vertx.core.Future;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.kafka.streams.state.HostInfo;

/** Answers about windows, from the stores of all instances. Futures never fail because another instance does: the answer says what it lacks. */
public final class Windows {

  private final Instances instances;
  private final LocalWindows local;
  private final Peers peers;
  private final Set<Integer> mergePartitions;

  Windows(Config config, Instances instances, LocalStores stores, Peers peers, int mergePartitions) {
    this.instances = instances;
    this.local = new LocalWindows(config, stores);
    this.peers = peers;
    this.mergePartitions = Placement.all(mergePartitions);
  }

  /** The windows that were asked for: newest first, and the groups of a window in their canonical order. */
  public Future<WindowAnswer> find(WindowRequest request) {
    return gather(request).map(gathered -> answer(request, gathered));
  }

  /**
   * All groups of the last window that is closed in every merge partition; none when no window has closed.
   *
   * @param selection what of it; its times do not count
   */
  public Future<WindowAnswer> latest(Aggregation aggregation, WindowSelection selection, int limit) {
    WindowRequest request = new WindowRequest(aggregation, selection, Optional.empty(), limit);
    return gather(request.withLimit(0)).compose(gathered -> {
      OptionalLong start = lastClosed(gathered.pages());
      return start.isEmpty()
          ? Future.succeededFuture(new WindowAnswer(List.of(), Optional.empty(), gathered.coverage()))
          : find(request.with(new WindowSelection(start.getAsLong(), start.getAsLong() + 1, selection.statuses(), selection.group())));
    });
  }

  /**
   * What this instance has; for another one that asks.
   *
   * @param copiesToo also what this instance does not own
   */
  public Future<PeerWindows> local(WindowRequest request, Set<Integer> asked, boolean copiesToo) {
    Set<Integer> ours = new TreeSet<>(asked);
    ours.retainAll(mergePartitions);
    return instances.read(() -> PeerWindows.of(local.pages(request, ours, copiesToo)));
  }

  private Future<Gathering.Gathered> gather(WindowRequest request) {
    return Gathering.of(instances, mergePartitions, (instance, partitions, copiesToo) -> instance.equals(instances.self())
        ? instances.read(() -> local.pages(request, partitions, copiesToo))
        : remote(instance, request, partitions, copiesToo));
  }

  private Future<List<PartitionPage>> remote(HostInfo instance, WindowRequest request, Set<Integer> partitions, boolean copiesToo) {
    Map<String, String> parameters = parameters(request);
    parameters.put("partitions", partitions.stream().map(String::valueOf).collect(Collectors.joining(",")));
    parameters.put("copies", Boolean.toString(copiesToo));
    return peers.ask(instance, PeerPaths.windows(request.aggregation().name()), parameters, PeerWindows.class).map(PeerWindows::read);
  }

  private static Map<String, String> parameters(WindowRequest request) {
    Map<String, String> parameters = new HashMap<>();
    parameters.put("from", Long.toString(request.selection().from()));
    parameters.put("to", Long.toString(request.selection().to()));
    parameters.put("status", request.selection().statuses().stream().map(Windows::word).sorted().collect(Collectors.joining(",")));
    parameters.put("limit", Integer.toString(request.limit()));
    request.after().ifPresent(after -> parameters.put("cursor", after.text()));
    request.selection().group().forEach((field, value) -> parameters.put("group." + field, value));
    return parameters;
  }

  private static String word(WindowResult.Status status) {
    return status.name().toLowerCase(Locale.ROOT);
  }

  private static WindowAnswer answer(WindowRequest request, Gathering.Gathered gathered) {
    WindowPage<WindowRow> page = WindowPage.merged(gathered.pages().stream().map(PartitionPage::page).toList(), request.limit());
    return new WindowAnswer(page.rows(), page.reached(), gathered.coverage());
  }

  /** A partition in which none has closed yet does not count: nothing has ever been in it. */
  private static OptionalLong lastClosed(List<PartitionPage> pages) {
    return pages.stream().flatMapToLong(page -> page.lastClosed().stream()).min();
  }
}
