package dev.windrow.query;

import dev.windrow.config.Aggregation;
import dev.windrow.config.Config;
import dev.windrow.ops.BuildVersion;
import dev.windrow.topology.Ledger;
import dev.windrow.window.HoldBack;
import dev.windrow.window.SourceId;
import dev.windrow.window.WindowResult;
import io.vertx.core.Future;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.kafka.streams.state.HostInfo;

/** How the application is, from all instances. */
public final class Status {

  private static final String VERSION = BuildVersion.found().orElse("unpackaged");

  private static final Comparator<HostInfo> BY_NAME = Comparator.comparing(Placement::text);

  private final Config config;
  private final Instances instances;
  private final LocalStatus local;
  private final Peers peers;
  private final Set<Integer> mergePartitions;
  private final Clock clock;
  private final ClockWatch stands = new ClockWatch();

  Status(Config config, Instances instances, LocalStatus local, Peers peers, int mergePartitions, Clock clock) {
    this.config = config;
    this.instances = instances;
    this.local = local;
    this.peers = peers;
    this.mergePartitions = Placement.all(mergePartitions);
    this.clock = clock;
  }

  /** The whole of it. Never fails because another instance does. */
  public Future<StatusAnswer> now() {
    Set<HostInfo> others = new TreeSet<>(BY_NAME);
    others.addAll(instances.placement().instances());
    others.remove(instances.self());
    peers.retain(others);
    Map<HostInfo, PeerStatus> answers = new HashMap<>();
    Map<HostInfo, String> silent = new TreeMap<>(BY_NAME);
    List<Future<PeerStatus>> asked = new ArrayList<>();
    asked.add(instances.read(local::now).onSuccess(status -> answers.put(instances.self(), status)));
    for (HostInfo other : others) {
      asked.add(peers.ask(other, PeerPaths.STATUS, Map.of(), PeerStatus.class)
          .onSuccess(status -> answers.put(other, status))
          .onFailure(failure -> silent.put(other, failure.getMessage())));
    }
    return Future.join(asked).otherwiseEmpty().compose(done -> asked.get(0)).map(own -> answer(answers, silent));
  }

  /** What this instance has to say, for another one that asks. */
  public Future<PeerStatus> local() {
    return instances.read(local::now);
  }

  private StatusAnswer answer(Map<HostInfo, PeerStatus> answers, Map<HostInfo, String> silent) {
    long nowMs = clock.millis();
    Map<Integer, PeerStatus.Partition> partitions = new TreeMap<>();
    answers.values().forEach(answer -> answer.partitions().forEach(partition -> partitions.put(partition.mergePartition(), partition)));
    Ledger ledger = Ledger.of(config, partitions.values().stream().map(PeerStatus.Partition::view).toList());
    stands.see(ledger.clocks(), nowMs);
    Coverage coverage = coverage(partitions.keySet(), silent);
    return new StatusAnswer(
        config.applicationId(),
        VERSION,
        local.state(),
        config.guarantee().name().toLowerCase(Locale.ROOT),
        config.latency().toMillis(),
        WindowResult.time(nowMs),
        time(ledger.watermark()),
        ledger.heldBackBy().stream().map(hold -> hold(hold, nowMs)).toList(),
        sources(ledger, answers, nowMs),
        config.aggregations().stream().map(aggregation -> aggregation(aggregation, ledger)).toList(),
        answers.values().stream().map(answer -> answer.status().rates()).reduce(InstanceStatus.Rates.NONE, InstanceStatus.Rates::plus),
        instances(answers, silent),
        coverage.complete(),
        coverage.missing(),
        coverage.standby());
  }

  private Coverage coverage(Set<Integer> found, Map<HostInfo, String> silent) {
    Placement placement = instances.placement();
    Map<HostInfo, Set<Integer>> missing = new HashMap<>();
    Set<Integer> unowned = new TreeSet<>();
    for (int partition : mergePartitions) {
      if (!found.contains(partition)) {
        placement.owner(partition).filter(silent::containsKey).ifPresentOrElse(
            owner -> missing.computeIfAbsent(owner, host -> new TreeSet<>()).add(partition), () -> unowned.add(partition));
      }
    }
    List<Coverage.Missing> all = new ArrayList<>();
    missing.forEach((owner, lacking) -> all.add(new Coverage.Missing(Placement.text(owner), List.copyOf(lacking), silent.get(owner))));
    if (!unowned.isEmpty()) {
      all.add(new Coverage.Missing("", List.copyOf(unowned), "has no owner now: the group is being rebalanced"));
    }
    return new Coverage(all, List.of());
  }

  private StatusAnswer.Hold hold(HoldBack hold, long nowMs) {
    return new StatusAnswer.Hold(
        hold.source().toString(), time(hold.clock()), WindowResult.time(stands.since(hold.source(), nowMs)), hold.heard());
  }

  private List<StatusAnswer.Source> sources(Ledger ledger, Map<HostInfo, PeerStatus> answers, long nowMs) {
    Map<String, Long> lags = new HashMap<>();
    answers.values().forEach(answer -> lags.putAll(answer.lags()));
    Set<SourceId> holding = ledger.heldBackBy().stream().map(HoldBack::source).collect(Collectors.toSet());
    Set<SourceId> all = new TreeSet<>(ledger.clocks().keySet());
    all.addAll(holding);
    return all.stream().map(source -> new StatusAnswer.Source(
        source.toString(),
        source.topic(),
        source.partition(),
        time(ledger.clocks().getOrDefault(source, 0L)),
        ledger.idle().contains(source),
        lags.get(source.toString()),
        ledger.next().getOrDefault(source, 0L),
        holding.contains(source),
        WindowResult.time(stands.since(source, nowMs)))).toList();
  }

  private StatusAnswer.AggregationStatus aggregation(Aggregation aggregation, Ledger ledger) {
    return new StatusAnswer.AggregationStatus(
        aggregation.name(),
        time(ledger.watermark()),
        time(ledger.closedUpTo().getOrDefault(aggregation.id(), 0L)),
        StatusAnswer.Counts.of(ledger.total(aggregation.id())));
  }

  private List<StatusAnswer.Instance> instances(Map<HostInfo, PeerStatus> answers, Map<HostInfo, String> silent) {
    Set<HostInfo> all = new TreeSet<>(BY_NAME);
    all.addAll(answers.keySet());
    all.addAll(silent.keySet());
    return all.stream().map(host -> new StatusAnswer.Instance(
        Placement.text(host),
        host.equals(instances.self()),
        answers.containsKey(host),
        silent.get(host),
        answers.containsKey(host) ? answers.get(host).status() : null)).toList();
  }

  /** Null while nothing is known. */
  private static String time(long epochMs) {
    return epochMs == 0 ? null : WindowResult.time(epochMs);
  }
}
