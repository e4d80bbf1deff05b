package dev.windrow.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.windrow.config.Config;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** With no Kafka to be found. */
class DeadLetterTailTest {

  @Test
  void closingDoesNotWaitForKafkaThatDoesNotAnswer() {
    DeadLetterTail tail = new DeadLetterTail(Config.defaults(), 1, Clock.systemUTC());
    CompletableFuture<List<DeadLetter>> reading = CompletableFuture.supplyAsync(tail::latest);
    await().until(tail::isReading);

    long start = System.nanoTime();
    tail.close();

    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
    assertThat(reading.join()).isEmpty();
    assertThat(tail.latest()).isEmpty();
    assertThat(tail.isReading()).isFalse();
  }
}
