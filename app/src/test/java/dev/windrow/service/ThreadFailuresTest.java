package dev.windrow.service;

import static org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse.REPLACE_THREAD;
import static org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.streams.errors.MissingSourceTopicException;
import org.apache.kafka.streams.errors.StreamsException;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ThreadFailuresTest {

  private long now = 1_000_000;

  private final ThreadFailures failures = new ThreadFailures(new Clock() {
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
  void tenFailuresInTenMinutesAreMendedAndTheEleventhStops() throws Exception {
    for (int i = 0; i < 10; i++) {
      assertThat(inThread(new StreamsException("failure " + i))).isEqualTo(REPLACE_THREAD);
    }
    assertThat(failures.reason()).isEmpty();

    assertThat(inThread(new StreamsException("the last"))).isEqualTo(SHUTDOWN_CLIENT);

    assertThat(failures.reason()).get().extracting(Throwable::getMessage).isEqualTo("the last");
  }

  @Test
  void failuresOfLongAgoDoNotCount() throws Exception {
    for (int i = 0; i < 100; i++) {
      now += Duration.ofMinutes(1).toMillis() + 1;
      assertThat(inThread(new StreamsException("every minute"))).isEqualTo(REPLACE_THREAD);
    }
  }

  static Stream<Throwable> lasting() {
    return Stream.of(
        new OutOfMemoryError("Java heap space"),
        new InternalError("a fault in an unsafe access"),
        new StreamsException("in a task", new OutOfMemoryError("Java heap space")),
        new MissingSourceTopicException("missing"),
        new StreamsException("sending", new TopicAuthorizationException("results")));
  }

  @ParameterizedTest
  @MethodSource("lasting")
  void whatANewThreadWouldOnlyMeetAgainStopsAtOnce(Throwable failure) throws Exception {
    assertThat(inThread(failure)).isEqualTo(SHUTDOWN_CLIENT);
    assertThat(failures.reason()).isPresent();
  }

  @Test
  void stackThatWasTooDeepOnceIsMended() throws Exception {
    assertThat(inThread(new StackOverflowError())).isEqualTo(REPLACE_THREAD);
  }

  @Test
  void reasonSaysWhatToDo() {
    assertThat(new ServiceFailedException(new MissingSourceTopicException("missing")))
        .hasMessageContaining("the service stopped: an input topic was deleted").hasMessageContaining("windrow reset");
    assertThat(new ServiceFailedException(new TopicAuthorizationException("not for you"))).hasMessageContaining("windrow check --connect");
    assertThat(new ServiceFailedException(new OutOfMemoryError("Java heap space"))).hasMessageContaining("OutOfMemoryError: Java heap space");
  }

  /** As Kafka Streams does: asks in the dying thread, which then ends by what killed it. */
  private StreamThreadExceptionResponse inThread(Throwable failure) throws Exception {
    CompletableFuture<StreamThreadExceptionResponse> response = new CompletableFuture<>();
    Thread thread = new Thread(() -> response.complete(failures.handle(failure)), "dying");
    thread.start();
    return response.get();
  }
}
