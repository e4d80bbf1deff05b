package dev.windrow.simulator.event;

import java.time.Duration;

/**
 * What goes wrong with events on their way. Probabilities are per event, from 0 to 1. Only the event's own timestamp is moved; its record's
 * stays. An event suffers at most one of them, the first that applies: a duplicate repeats whatever came before it, then
 * malformed, ahead, late, out of order.
 *
 * @param outOfOrder each timestamp is earlier by anything from nothing to this; at most 30 days
 * @param late the timestamp is 30 to 90 seconds early
 * @param ahead the timestamp is 1 to 24 hours in the future
 * @param duplicate the event before is sent again, byte for byte
 * @param malformed the event cannot be used, see {@link Defect}
 */
public record Disorder(Duration outOfOrder, double late, double ahead, double duplicate, double malformed) {

  private static final Duration LONGEST = Duration.ofDays(30);

  public static final Disorder NONE = new Disorder(Duration.ZERO, 0, 0, 0, 0);

  public Disorder {
    if (outOfOrder.isNegative() || outOfOrder.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException("expected events out of order by 0 to 30 days, found " + outOfOrder);
    }
    for (double probability : new double[] {late, ahead, duplicate, malformed}) {
      if (!(probability >= 0 && probability <= 1)) {
        throw new IllegalArgumentException("expected a share from 0 to 100%, found " + probability * 100 + "%");
      }
    }
  }

  public Disorder withOutOfOrder(Duration value) {
    return new Disorder(value, late, ahead, duplicate, malformed);
  }

  public Disorder withLate(double value) {
    return new Disorder(outOfOrder, value, ahead, duplicate, malformed);
  }

  public Disorder withAhead(double value) {
    return new Disorder(outOfOrder, late, value, duplicate, malformed);
  }

  public Disorder withDuplicate(double value) {
    return new Disorder(outOfOrder, late, ahead, value, malformed);
  }

  public Disorder withMalformed(double value) {
    return new Disorder(outOfOrder, late, ahead, duplicate, value);
  }
}
