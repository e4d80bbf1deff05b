package dev.windrow.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.apache.kafka.streams.errors.ProcessorStateException;
import org.apache.kafka.streams.errors.StreamsException;
import org.junit.jupiter.api.Test;

/** Why the service stopped, for people. */
class ServiceFailedExceptionTest {

  @Test
  void stateThatCannotBeWrittenNamesTheFolderItsCauseAndWhatToDo() {
    Exception full = new ProcessorStateException("Error flushing store windows at /state/app-0", new IOException("No space left on device"));

    assertThat(new ServiceFailedException(new StreamsException("task 1_0 failed", full)))
        .hasMessageStartingWith("the service stopped: the state folder (state.dir) cannot be used: ")
        .hasMessageContainingAll("/state/app-0: No space left on device", "read again from Kafka");
  }
}
