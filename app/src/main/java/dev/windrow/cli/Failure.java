package dev.windrow.cli;

import dev.windrow.demo.BrokerException;
import dev.windrow.http.CredentialsException;
import dev.windrow.http.PortTakenException;
import dev.windrow.service.IncompleteStateException;
import dev.windrow.service.KafkaUnusableException;
import dev.windrow.service.MachineUnusableException;
import dev.windrow.service.OtherConfigurationException;
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
import org.apache.kafka.common.errors.TimeoutException;

/**
 * Turns what was thrown into one message for people and an exit code. New kinds of failure are added here and nowhere else.
 *
 * @param message what went wrong and what to do, without a stack trace
 * @param exitCode one of {@link ExitCode}
 */
record Failure(String message, int exitCode) {

  static Failure of(Throwable thrown) {
    Throwable cause = unwrapped(thrown);
    if (cause instanceof CommandFailure failure) {
      return new Failure(failure.getMessage(), failure.exitCode());
    }
    if (cause instanceof ServiceFailedException || cause instanceof IncompleteStateException || cause instanceof MachineUnusableException) {
      return new Failure(cause.getMessage(), ExitCode.FAILURE);
    }
    if (cause instanceof PortTakenException) {
      return new Failure(cause.getMessage(), ExitCode.FAILURE);
    }
    if (cause instanceof OtherConfigurationException || cause instanceof CredentialsException) {
      return new Failure(cause.getMessage(), ExitCode.USAGE);
    }
    if (cause instanceof KafkaUnusableException || cause instanceof BrokerException) {
      return new Failure(cause.getMessage(), ExitCode.KAFKA);
    }
    if (cause instanceof IOException e) {
      return new Failure(fileProblem(e), ExitCode.FAILURE);
    }
    if (cause instanceof KafkaException e) {
      return kafka(e);
    }
    if (cause instanceof InterruptedException) {
      return new Failure("interrupted", ExitCode.INTERRUPTED);
    }
    return new Failure("unexpected failure: " + cause + place(cause) + "; --verbose shows the whole stack trace", ExitCode.FAILURE);
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
  private static Failure kafka(KafkaException thrown) {
    Throwable deepest = thrown;
    while (deepest.getCause() instanceof KafkaException inner) {
      deepest = inner;
    }
    if (deepest instanceof TimeoutException) {
      return new Failure("Kafka does not answer (" + deepest.getMessage() + "): is it running, and is kafka.bootstrap.servers right?", ExitCode.KAFKA);
    }
    boolean setting = deepest instanceof ConfigException;
    return new Failure((setting ? "wrong Kafka setting: " : "Kafka: ") + deepest.getClass().getSimpleName() + ": " + deepest.getMessage(),
        setting ? ExitCode.USAGE : ExitCode.KAFKA);
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
