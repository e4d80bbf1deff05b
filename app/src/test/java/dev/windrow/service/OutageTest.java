package dev.windrow.service;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OutageTest {

  private final Outage outage = new Outage();

  @Test
  void itsBeginningAndItsEndAreOneLineEach() {
    assertThat(outage.bad("Kafka does not answer", "wait", 1_000, 6_000)).contains("Kafka does not answer since 00:00:01 (5 s): wait");
    assertThat(outage.bad("Kafka does not answer", "wait", 8_000, 13_000)).isEmpty();
    assertThat(outage.good(24_000)).contains("again after 23 s");
    assertThat(outage.good(26_000)).isEmpty();
  }

  @Test
  void itIsSaidAgainEveryHalfMinuteWithItsFirstBeginning() {
    outage.bad("gone", "wait", 1_000, 6_000);

    assertThat(outage.bad("gone", "wait", 30_000, 35_999)).isEmpty();
    assertThat(outage.bad("gone", "wait", 31_000, 36_000)).contains("gone since 00:00:01 (35 s): wait");
  }

  @Test
  void thatItGetsBadInAnotherWayIsSaidAtOnceAndTheOutageGoesOn() {
    outage.bad("gone", "wait", 1_000, 6_000);

    assertThat(outage.bad("there, but stuck", "wait", 9_000, 10_000)).contains("there, but stuck since 00:00:01 (9 s): wait");
    assertThat(outage.good(11_000)).contains("again after 10 s");
  }

  @Test
  void whatGoesToAndFroIsSaidOnceEach() {
    outage.bad("gone", "wait", 1_000, 6_000);
    outage.bad("stuck", "wait", 8_000, 8_000);

    assertThat(outage.bad("gone", "wait", 10_000, 10_000)).isEmpty();
    assertThat(outage.bad("stuck", "wait", 12_000, 12_000)).isEmpty();
  }

  @Test
  void nothingIsSaidWhenNothingWasWrong() {
    assertThat(outage.good(1_000)).isEmpty();
    assertThat(outage.isOn()).isFalse();
  }
}
