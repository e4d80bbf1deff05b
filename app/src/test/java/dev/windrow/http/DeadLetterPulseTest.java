package dev.windrow.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.windrow.sink.DeadLetter;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class DeadLetterPulseTest {

  private static final List<DeadLetter> ONE = List.of(letter(1));
  private static final List<DeadLetter> TWO = List.of(letter(2), letter(1));

  private final List<Promise<List<DeadLetter>>> reads = new ArrayList<>();
  private long nowMs;
  private final DeadLetterPulse pulse = new DeadLetterPulse(this::read, () -> TimeUnit.MILLISECONDS.toNanos(nowMs));

  @Test
  void isReadOnceForAllWhoAskAtATime() {
    Future<List<DeadLetter>> first = pulse.latest();
    Future<List<DeadLetter>> second = pulse.latest();
    reads.get(0).complete(ONE);

    assertThat(first.result()).isEqualTo(ONE);
    assertThat(second.result()).isEqualTo(ONE);
    assertThat(reads).hasSize(1);
    Future<List<DeadLetter>> third = pulse.latest();
    reads.get(1).complete(TWO);
    assertThat(third.result()).isEqualTo(TWO);
  }

  @Test
  void whoAsksWhileAReadHangsGetsWhatWasFoundLast() {
    pulse.latest();
    reads.get(0).complete(ONE);
    pulse.latest();
    nowMs += DeadLetterPulse.PATIENCE_MS;

    assertThat(pulse.latest().result()).isEqualTo(ONE);
    assertThat(reads).hasSize(2);
    reads.get(1).complete(TWO);
    Future<List<DeadLetter>> later = pulse.latest();
    assertThat(reads).hasSize(3);
    reads.get(2).complete(TWO);
    assertThat(later.result()).isEqualTo(TWO);
  }

  @Test
  void whoHasAskedWaitsNoLongerThanThat() {
    Future<List<DeadLetter>> asked = pulse.latest();

    assertThat(asked.isComplete()).isFalse();
    await().until(asked::isComplete);
    assertThat(asked.result()).isEmpty();
    assertThat(reads.get(0).future().isComplete()).isFalse();
  }

  @Test
  void readThatFailsGivesWhatWasFoundLast() {
    pulse.latest();
    reads.get(0).complete(ONE);
    Future<List<DeadLetter>> asked = pulse.latest();
    reads.get(1).fail("no answer");

    assertThat(asked.result()).isEqualTo(ONE);
  }

  private Future<List<DeadLetter>> read() {
    Promise<List<DeadLetter>> read = Promise.promise();
    reads.add(read);
    return read.future();
  }

  private static DeadLetter letter(long offset) {
    return new DeadLetter(0, offset, "", "", -1, "", "", "");
  }
}
