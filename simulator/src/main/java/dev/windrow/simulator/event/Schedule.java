package dev.windrow.simulator.event;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * When events happen: from the start on, until the year 9999 at most.
 *
 * @param start time of event 0, from 1970 to 9998, cut to microseconds; {@link #WHEN_RUN} leaves it to the run
 * @param rate average rate
 * @param shape how the rate varies
 */
public record Schedule(Instant start, Rate rate, Shape shape) {

  /** A start that is not known yet: the run begins now, or at full speed so that its last event happens now. */
  public static final Instant WHEN_RUN = Instant.MIN;

  public static final Schedule DEFAULTS = new Schedule(WHEN_RUN, Rate.perSecond(10), Shape.STEADY);

  private static final Instant LAST = Instant.parse("9999-01-01T00:00:00Z");

  public Schedule {
    if (!start.equals(WHEN_RUN)) {
      if (start.isBefore(Instant.EPOCH) || !start.isBefore(LAST)) {
        throw new IllegalArgumentException("expected a start from 1970 to 9998, found " + start);
      }
      start = start.truncatedTo(ChronoUnit.MICROS);
    }
  }

  public boolean hasStart() {
    return !start.equals(WHEN_RUN);
  }

  public Schedule startingAt(Instant newStart) {
    return new Schedule(newStart, rate, shape);
  }

  public Schedule at(Rate newRate) {
    return new Schedule(start, newRate, shape);
  }

  public Schedule shaped(Shape newShape) {
    return new Schedule(start, rate, newShape);
  }

  /** How many events there are before the year 9999, where the schedule ends. */
  public long longest() {
    return rate.eventsIn(Duration.between(start, LAST));
  }

  long startMicros() {
    return ChronoUnit.MICROS.between(Instant.EPOCH, start);
  }
}
