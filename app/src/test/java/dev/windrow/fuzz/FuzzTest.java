package dev.windrow.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class FuzzTest {

  @Test
  void caseThatDoesNotReturnIsReportedWithItsSeedAndPlace() throws InterruptedException {
    CountDownLatch never = new CountDownLatch(1);
    assertThatThrownBy(() -> Fuzz.once("SomeTest", 42, 200).run(seed -> waitFor(never)))
        .isInstanceOf(AssertionError.class)
        .hasMessageContainingAll("SomeTest", "seed 42 did not end", "-Dtest=SomeTest", "-Dfuzz.seed=42 -Dfuzz.runs=1")
        .cause().satisfies(where -> assertThat(where.getStackTrace()).anyMatch(frame -> frame.getMethodName().equals("waitFor")));
    never.countDown();
  }

  @Test
  void caseThatThrowsIsReportedWithItsSeed() {
    AtomicLong seen = new AtomicLong();
    assertThatThrownBy(() -> Fuzz.once("SomeTest", 7, 10_000).run(seed -> {
      seen.set(seed);
      throw new IllegalStateException("broken");
    })).isInstanceOf(AssertionError.class).hasMessageContainingAll("iteration 0, seed 7: broken", "-Dfuzz.seed=7").hasCauseInstanceOf(IllegalStateException.class);
    assertThat(seen).hasValue(7);
  }

  @Test
  void inputIsShrunkToWhatFails() {
    byte[] large = ("x".repeat(300) + "{" + "y".repeat(200) + "}" + "z".repeat(100)).getBytes(StandardCharsets.US_ASCII);
    byte[] small = Shrinker.shrunk(large, bytes -> new String(bytes, StandardCharsets.US_ASCII).matches("(?s).*\\{.*}.*"));
    assertThat(new String(small, StandardCharsets.US_ASCII)).isEqualTo("{}");
  }

  private static void waitFor(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
