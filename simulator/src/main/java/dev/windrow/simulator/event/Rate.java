package dev.windrow.simulator.event;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;

/**
 * Events per time as an exact fraction, so that event times do not drift: event n happens n × micros / events microseconds
 * after the start, cut off.
 *
 * @param events how many events, at least 1
 * @param micros in how many microseconds, at least 1
 */
public record Rate(long events, long micros) {

  private static final BigDecimal HIGHEST = BigDecimal.valueOf(1_000_000_000);
  private static final BigInteger NANOS_PER_SECOND = BigInteger.valueOf(1_000_000_000);
  private static final int DECIMALS = 6;
  private static final long MICROS_PER_SECOND = 1_000_000;

  public Rate {
    if (events < 1 || micros < 1) {
      throw new IllegalArgumentException("expected a rate above 0, found " + events + " events in " + micros + " microseconds");
    }
    long divisor = BigInteger.valueOf(events).gcd(BigInteger.valueOf(micros)).longValueExact();
    events /= divisor;
    micros /= divisor;
  }

  /** @param perSecond events per second: 0.000001 to 1,000,000,000 with at most 6 decimals */
  public static Rate perSecond(BigDecimal perSecond) {
    BigDecimal plain = perSecond.stripTrailingZeros();
    if (plain.signum() <= 0 || plain.compareTo(HIGHEST) > 0 || plain.scale() > DECIMALS) {
      throw new IllegalArgumentException("expected events per second from 0.000001 to 1000000000 with at most 6 decimals, found "
          + perSecond);
    }
    return new Rate(plain.movePointRight(DECIMALS).longValueExact(), MICROS_PER_SECOND * MICROS_PER_SECOND);
  }

  public static Rate perSecond(long perSecond) {
    return perSecond(BigDecimal.valueOf(perSecond));
  }

  /** How many events begin within the duration; an event at its very end does not. */
  public long eventsIn(Duration duration) {
    BigInteger nanos = BigInteger.valueOf(duration.getSeconds()).multiply(NANOS_PER_SECOND).add(BigInteger.valueOf(duration.getNano()));
    BigInteger parts = nanos.multiply(BigInteger.valueOf(events));
    BigInteger[] whole = parts.divideAndRemainder(BigInteger.valueOf(micros).multiply(BigInteger.valueOf(1000)));
    BigInteger count = whole[1].signum() > 0 ? whole[0].add(BigInteger.ONE) : whole[0];
    return count.min(BigInteger.valueOf(Long.MAX_VALUE)).longValueExact();
  }

  /** When event n happens, in microseconds after the start; {@link Long#MAX_VALUE} when that is more. */
  public long microsUntil(long n) {
    BigInteger exact = BigInteger.valueOf(n).multiply(BigInteger.valueOf(micros)).divide(BigInteger.valueOf(events));
    return exact.min(BigInteger.valueOf(Long.MAX_VALUE)).longValueExact();
  }

  public double perSecond() {
    return (double) events / micros * MICROS_PER_SECOND;
  }
}
