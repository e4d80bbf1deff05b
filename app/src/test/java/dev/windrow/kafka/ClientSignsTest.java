package dev.windrow.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ClientSignsTest {

  private long now = 10;

  private final ClientSigns signs = new ClientSigns(new Clock() {
    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return Instant.ofEpochMilli(now);
    }
  });

  @Test
  void waitLastsFromTheFirstAttemptUntilOneSucceeds() {
    ClientSigns.Line line = signs.open();

    line.commits();
    now = 20;
    line.commits();
    assertThat(signs.longestWait()).contains(new ClientSigns.Wait(Optional.empty(), 10));

    line.committed();
    assertThat(signs.longestWait()).isEmpty();
  }

  @Test
  void theLongestWaitOfAllProducersCountsAndSaysWhereTo() {
    ClientSigns.Line first = signs.open();
    ClientSigns.Line second = signs.open();
    second.sends("results");
    now = 20;
    first.commits();

    assertThat(signs.longestWait()).contains(new ClientSigns.Wait(Optional.of("results"), 10));

    second.sent();
    assertThat(signs.longestWait()).contains(new ClientSigns.Wait(Optional.empty(), 20));
  }

  @Test
  void producerThatIsClosedWaitsForNothing() {
    ClientSigns.Line line = signs.open();
    line.sends("results");

    signs.hangUp(line);

    assertThat(signs.longestWait()).isEmpty();
  }

  @Test
  void rejoinOfOneConsumerCountsOnceHoweverItWasFoundOut() {
    signs.rejoins("a");
    signs.rejoins("b");
    signs.rejoins("a");

    assertThat(signs.takeRejoins()).isEqualTo(2);
    assertThat(signs.takeRejoins()).isZero();
  }
}
