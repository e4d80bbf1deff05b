package dev.windrow.simulator.event;

import dev.windrow.simulator.event.Draws.Stream;
import java.util.List;

/**
 * Makes events one after the other, until the year 9999 (see {@link Schedule#longest}). The same options and
 * routing give the same events. Hot path: nothing is allocated per event except keys of users beyond the 65,536th. Confined to one thread.
 */
public final class EventGenerator {

  private static final long LATE_FROM_MICROS = 30_000_000L;
  private static final long LATE_RANGE_MICROS = 60_000_000L;
  private static final long AHEAD_FROM_MICROS = 3_600_000_000L;
  private static final long AHEAD_RANGE_MICROS = 23 * AHEAD_FROM_MICROS;

  private final List<String> types;
  private final Timeline timeline;
  private final Actions actions;
  private final Mishaps mishaps;
  private final UserKeys keys;
  private final Event event;

  /** @throws IllegalArgumentException when the schedule has no start */
  public EventGenerator(EventOptions options, Routing routing) {
    if (!options.schedule().hasStart()) {
      throw new IllegalArgumentException("expected a schedule with a start");
    }
    this.types = options.population().behaviour().types();
    this.timeline = new Timeline(options.schedule());
    this.actions = new Actions(options.seed(), options.population());
    this.mishaps = new Mishaps(options.seed(), options.disorder());
    this.keys = new UserKeys(options.population().users(), routing);
    this.event = new Event(new EventText(types));
  }

  /** The names of the types that can occur. */
  public List<String> types() {
    return types;
  }

  /** Number of the next event, counted from 0: how many were made so far. */
  public long nextNumber() {
    return event.number + 1;
  }

  /** When the next event happens, in epoch microseconds. */
  public long nextMicros() {
    return timeline.micros();
  }

  /** The next event; the same object every time. */
  public Event next() {
    long n = ++event.number;
    event.recordMicros = timeline.micros();
    timeline.advance();
    if (n > 0 && mishaps.repeats(n)) {
      return event;
    }
    act(n);
    event.malformed = mishaps.spoils(n);
    event.timeMicros = event.malformed ? event.recordMicros : mishaps.moved(n, event.recordMicros);
    event.text.write(event.timeMicros, event.key, event.type, event.units);
    if (event.malformed) {
      mishaps.spoil(n, event.text);
    }
    return event;
  }

  private void act(long n) {
    int user = actions.user(n);
    event.key = keys.key(user);
    event.partition = keys.partition(user, event.key);
    event.type = actions.type(n, user);
    event.units = actions.units(n);
  }

  /** Exact times of events, by adding up a fraction. */
  private static final class Timeline {

    private final Shape.Warp warp;
    private final long startMicros;
    private final long wholeStep;
    private final long partStep;
    private final long parts;
    private long steady;
    private long part;
    private long micros;

    Timeline(Schedule schedule) {
      Rate rate = schedule.rate();
      this.warp = schedule.shape().warp();
      this.startMicros = schedule.startMicros();
      this.parts = rate.events();
      this.wholeStep = rate.micros() / parts;
      this.partStep = rate.micros() % parts;
      this.micros = startMicros + warp.at(0);
    }

    long micros() {
      return micros;
    }

    void advance() {
      steady += wholeStep;
      part += partStep;
      if (part >= parts) {
        part -= parts;
        steady++;
      }
      micros = startMicros + warp.at(steady);
    }
  }

  /** Who does what in event n. */
  private static final class Actions {

    private final Draws user;
    private final Draws type;
    private final Draws value;
    private final UserChoice userChoice;
    private final TypeChoice typeChoice;
    private final Values values;

    Actions(long seed, Population population) {
      this.user = new Draws(seed, Stream.USER);
      this.type = new Draws(seed, Stream.TYPE);
      this.value = new Draws(seed, Stream.VALUE);
      this.userChoice = userChoice(population);
      this.typeChoice = typeChoice(population);
      this.values = population.values();
    }

    int user(long n) {
      return userChoice.user(user.at(n));
    }

    int type(long n, int ofUser) {
      return typeChoice.type(ofUser, type.at(n));
    }

    long units(long n) {
      return values.units(value.at(n));
    }

    private static UserChoice userChoice(Population population) {
      int users = population.users();
      if (population.skew() == 0) {
        return draw -> (int) Draws.below(draw, users);
      }
      return new AliasTable(users, user -> StrictMath.pow(user + 1.0, -population.skew()))::index;
    }

    private static TypeChoice typeChoice(Population population) {
      if (population.behaviour() instanceof Population.Independent independent) {
        List<TypeShare> shares = independent.shares();
        AliasTable table = new AliasTable(shares.size(), type -> shares.get(type).weight());
        return (user, draw) -> table.index(draw);
      }
      return new UserSessions(population.users())::next;
    }

    private interface UserChoice {
      int user(long draw);
    }

    private interface TypeChoice {
      int type(int user, long draw);
    }
  }

  /** What goes wrong with event n. */
  private static final class Mishaps {

    private final Chance duplicate;
    private final Chance malformed;
    private final Chance ahead;
    private final Chance late;
    private final Draws defect;
    private final Draws lead;
    private final Draws lateness;
    private final Draws order;
    private final long outOfOrderMicros;

    Mishaps(long seed, Disorder disorder) {
      this.duplicate = new Chance(seed, Stream.DUPLICATE, disorder.duplicate());
      this.malformed = new Chance(seed, Stream.MALFORMED, disorder.malformed());
      this.ahead = new Chance(seed, Stream.AHEAD, disorder.ahead());
      this.late = new Chance(seed, Stream.LATE, disorder.late());
      this.defect = new Draws(seed, Stream.DEFECT);
      this.lead = new Draws(seed, Stream.LEAD);
      this.lateness = new Draws(seed, Stream.LATENESS);
      this.order = new Draws(seed, Stream.ORDER);
      this.outOfOrderMicros = disorder.outOfOrder().toNanos() / 1000;
    }

    boolean repeats(long n) {
      return duplicate.hits(n);
    }

    boolean spoils(long n) {
      return malformed.hits(n);
    }

    void spoil(long n, EventText text) {
      long draw = defect.at(n);
      Defect.of(draw).apply(text, Draws.again(draw));
    }

    /** No time before 1970 comes out of it. */
    long moved(long n, long micros) {
      if (ahead.hits(n)) {
        return micros + AHEAD_FROM_MICROS + Draws.below(lead.at(n), AHEAD_RANGE_MICROS);
      }
      if (late.hits(n)) {
        return Math.max(0, micros - LATE_FROM_MICROS - Draws.below(lateness.at(n), LATE_RANGE_MICROS));
      }
      return outOfOrderMicros == 0 ? micros : Math.max(0, micros - Draws.below(order.at(n), outOfOrderMicros + 1));
    }
  }

  private static final class Chance {

    private final Draws draws;
    private final long threshold;

    Chance(long seed, Stream stream, double probability) {
      this.draws = new Draws(seed, stream);
      this.threshold = Draws.threshold(probability);
    }

    boolean hits(long n) {
      return threshold != 0 && Draws.hits(draws.at(n), threshold);
    }
  }
}
