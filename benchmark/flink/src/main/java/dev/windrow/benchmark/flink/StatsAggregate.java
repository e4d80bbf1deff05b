package dev.windrow.benchmark.flink;

import dev.windrow.benchmark.peer.Event;
import dev.windrow.benchmark.peer.Stats;
import org.apache.flink.api.common.functions.AggregateFunction;

final class StatsAggregate implements AggregateFunction<Event, Stats, Stats> {

  private static final long serialVersionUID = 1;

  @Override
  public Stats createAccumulator() {
    return new Stats();
  }

  @Override
  public Stats add(Event event, Stats stats) {
    return stats.add(event.value);
  }

  @Override
  public Stats getResult(Stats stats) {
    return stats;
  }

  @Override
  public Stats merge(Stats one, Stats other) {
    return one.merge(other);
  }
}
