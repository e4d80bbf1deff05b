package dev.windrow.topology;

import dev.windrow.config.Config;
import dev.windrow.config.ConfigException;
import dev.windrow.config.ConfigLoader;
import dev.windrow.event.EventBatch;
import dev.windrow.event.EventDecoder;
import dev.windrow.event.Frame;
import dev.windrow.simulator.event.Disorder;
import dev.windrow.simulator.event.EventGenerator;
import dev.windrow.simulator.event.EventOptions;
import dev.windrow.simulator.event.Population;
import dev.windrow.simulator.event.Rate;
import dev.windrow.simulator.event.Routing;
import dev.windrow.simulator.event.Schedule;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One partition's events of the simulator, in frames as the consumer makes them. The same every time. Confined to one thread.
 *
 * <p>In the package of what is measured, which is not public.
 */
final class SimulatedBatches {

  /** Events in a frame: as many as one poll gives at most. */
  static final int EVENTS = 20_000;

  /** Instead of a field to group by: eight aggregations, like those of the benchmark's scenario wide. */
  static final String EIGHT = "eight";

  private static final List<String> EIGHT_GROUPS =
      List.of("event_type", "event_type", "event_type", "event_type", "", "user_id", "user_id", "event_type, user_id");

  private static final int[] EIGHT_SECONDS = {5, 10, 30, 60, 5, 5, 60, 5};

  static final String TOPIC = "user-events";

  private static final int SEED = 42;
  private static final int EVENTS_PER_SECOND = 50_000;
  private static final Instant START = Instant.parse("2026-11-20T12:00:00Z");

  private final EventGenerator generator;
  private final EventDecoder decoder;
  private long offset;
  private long clock;

  SimulatedBatches(Config config, int users) {
    Schedule schedule = Schedule.DEFAULTS.startingAt(START).at(Rate.perSecond(EVENTS_PER_SECOND));
    Population defaults = Population.DEFAULTS;
    EventOptions options = new EventOptions(
        SEED, schedule, new Population(users, defaults.skew(), defaults.behaviour(), defaults.values()),
        Disorder.NONE.withOutOfOrder(Duration.ofMillis(500)));
    this.generator = new EventGenerator(options, Routing.over(1));
    this.decoder = new EventDecoder(config.schema());
  }

  /** The default configuration, grouped by another field; or {@link #EIGHT}. */
  static Config config(String groupBy) {
    try {
      return ConfigLoader.load(Optional.empty(), System.getenv(), groupBy.equals(EIGHT) ? eight() : List.of("aggregations[0].group-by=[" + groupBy + "]"));
    } catch (ConfigException e) {
      throw new IllegalArgumentException("expected a field to group by, found " + groupBy, e);
    }
  }

  private static List<String> eight() {
    List<String> settings = new ArrayList<>();
    for (int i = 0; i < EIGHT_GROUPS.size(); i++) {
      String aggregation = "aggregations[" + i + "].";
      settings.addAll(List.of(
          aggregation + "name=number-" + i, aggregation + "group-by=[" + EIGHT_GROUPS.get(i) + "]", aggregation + "window.tumbling=" + EIGHT_SECONDS[i] + "s",
          aggregation + "window.grace=2s", aggregation + "output=results-" + i,
          aggregation + "measures={count: count(), sum: sum(value), avg: avg(value), min: min(value), max: max(value)}"));
    }
    return settings;
  }

  /** The next frame. */
  Frame frame() {
    Frame frame = Frame.of(FetchedEvents.of(generator, EVENTS, offset), 1, START.toEpochMilli(), false);
    offset += EVENTS;
    return frame;
  }

  /** The next batch, decoded. */
  EventBatch batch() {
    long first = offset;
    EventBatch batch = decoder.decode(frame());
    batch.settle(first, clock, START.toEpochMilli());
    clock = batch.clockAfter();
    return batch;
  }

  /** What stage 1 makes of the next {@code count} batches for one merge partition. */
  List<Partial> partials(Config config, int count) {
    Combiner combiner = combiner(config);
    List<Partial> partials = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      combiner.combine(TOPIC, 0, batch(), combined -> {
        if (combined instanceof Combined.ForMerge forMerge) {
          partials.add(forMerge.partial());
        }
      });
    }
    return partials;
  }

  static Combiner combiner(Config config) {
    return new Combiner(AggregationPlan.of(config), 1, Long.MAX_VALUE);
  }
}
