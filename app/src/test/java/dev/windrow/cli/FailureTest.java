package dev.windrow.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class FailureTest {

  static Stream<Arguments> failures() {
    return Stream.of(
        arguments(new CommandFailure(ExitCode.USAGE, "no such aggregation"), 2, "no such aggregation"),
        arguments(new ExecutionException(new CommandFailure(ExitCode.FAILURE, "differs")), 1, "differs"),
        arguments(new NoSuchFileException("c.yaml"), 1, "no such file: c.yaml"),
        arguments(new UncheckedIOException(new AccessDeniedException("c.yaml")), 1, "no permission: c.yaml"),
        arguments(new IOException("disk full"), 1, "input or output failed: disk full"),
        arguments(new TimeoutException("no broker"), 3, "Kafka does not answer (no broker): is it running"),
        arguments(new CompletionException(new SaslAuthenticationException("wrong password")), 3, "Kafka: SaslAuthenticationException: wrong password"),
        arguments(new KafkaException("Failed to construct kafka consumer", new ConfigException("acks", "most")), 2, "wrong Kafka setting: "),
        arguments(new InterruptedException(), 130, "interrupted"));
  }

  @ParameterizedTest
  @MethodSource("failures")
  void aFailureHasAnExitCodeAndAMessageForPeople(Throwable thrown, int exitCode, String message) {
    Failure failure = Failure.of(thrown);

    assertThat(failure.exitCode()).isEqualTo(exitCode);
    assertThat(failure.message()).startsWith(message);
  }

  @Test
  void whatNobodyExpectedSaysWhereItHappened() {
    Failure failure = Failure.of(new IllegalStateException("a bug"));

    assertThat(failure.exitCode()).isEqualTo(1);
    assertThat(failure.message()).contains("IllegalStateException: a bug", "FailureTest", "--verbose");
  }
}
