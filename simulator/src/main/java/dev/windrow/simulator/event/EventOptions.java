package dev.windrow.simulator.event;

/**
 * All that decides what the events are. The same options and the same number of partitions give the same bytes, on any machine and at any
 * speed.
 */
public record EventOptions(long seed, Schedule schedule, Population population, Disorder disorder) {

  public static final EventOptions DEFAULTS = new EventOptions(1, Schedule.DEFAULTS, Population.DEFAULTS, Disorder.NONE);

  public EventOptions withSeed(long value) {
    return new EventOptions(value, schedule, population, disorder);
  }

  public EventOptions withSchedule(Schedule value) {
    return new EventOptions(seed, value, population, disorder);
  }

  public EventOptions withPopulation(Population value) {
    return new EventOptions(seed, schedule, value, disorder);
  }

  public EventOptions withDisorder(Disorder value) {
    return new EventOptions(seed, schedule, population, value);
  }
}
