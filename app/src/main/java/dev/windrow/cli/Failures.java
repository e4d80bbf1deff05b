package dev.windrow.cli;

import dev.windrow.demo.BrokerException;
import dev.windrow.service.KafkaUnusableException;
import dev.windrow.service.ServiceFailedException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;

/**
 * Turns what was thrown into one message for people and an exit code. New kinds of failure are added here and nowhere else.
 *
 * @param message what went wrong and what to do, without a stack trace
 * @param exitCode one of {@link ExitCode}
 * @param expected whether the message says all there is to say; a stack trace helps nobody then
 */
record Failures(String message, int exitCode, boolean expected) {

  static Failures of(Throwable thrown) {
    Throwable cause = unwrapped(thrown);
    if (cause instanceof CommandFailure failure) {
      return new Failures(failure.getMessage(), failure.exitCode(), true);
    }
    if (cause instanceof ServiceFailedException) {
      return new Failures(cause.getMessage(), ExitCode.FAILURE, true);
    }
    if (cause instanceof KafkaUnusableException) {
      return new Failures(cause.getMessage(), ExitCode.KAFKA, true);
    }
    if (cause instanceof BrokerException) {
      return new Failures(cause.getMessage(), ExitCode.KAFKA, true);
    }
    if (cause instanceof IOException e) {
      return new Failures(fileProblem(e), ExitCode.FAILURE, true);
    }
    if (cause instanceof KafkaException e) {
      return kafka(e);
    }
    if (cause instanceof InterruptedException) {
      return new Failures("interrupted", ExitCode.INTERRUPTED, true);
    }
    return new Failures("unexpected failure: " + cause + place(cause) + "; --verbose shows the whole stack trace", ExitCode.FAILURE, false);
  }

  private static Throwable unwrapped(Throwable thrown) {
    Throwable inner = thrown;
    while (inner.getCause() != null && isWrapper(inner)) {
      inner = inner.getCause();
    }
    return inner;
  }

  private static boolean isWrapper(Throwable thrown) {
    return thrown instanceof ExecutionException || thrown instanceof CompletionException || thrown instanceof UncheckedIOException;
  }

  /** Kafka says 'Failed to construct kafka consumer' and leaves what matters to the causes. */
  private static Failures kafka(KafkaException thrown) {
    Throwable deepest = thrown;
    while (deepest.getCause() instanceof KafkaException inner) {
      deepest = inner;
    }
    boolean setting = deepest instanceof ConfigException;
    return new Failures((setting ? "wrong Kafka setting: " : "Kafka: ") + deepest.getClass().getSimpleName() + ": " + deepest.getMessage(),
        setting ? ExitCode.USAGE : ExitCode.KAFKA, true);
  }

  private static String fileProblem(IOException e) {
    if (e instanceof NoSuchFileException || e instanceof FileNotFoundException) {
      return "no such file: " + e.getMessage();
    }
    if (e instanceof AccessDeniedException) {
      return "no permission: " + e.getMessage();
    }
    if (e instanceof FileAlreadyExistsException) {
      return "is there already: " + e.getMessage();
    }
    String what = e instanceof FileSystemException || e.getMessage() == null ? e.toString() : e.getMessage();
    return "input or output failed: " + what;
  }

  private static String place(Throwable cause) {
    StackTraceElement[] trace = cause.getStackTrace();
    return trace.length == 0 ? "" : " at " + trace[0];
  }
}
