package dev.windrow.service;

import org.apache.kafka.streams.errors.ProcessorStateException;

/** The service had to stop by itself; the message says why and what to do. */
public final class ServiceFailedException extends Exception {

  private static final long serialVersionUID = 1L;

  ServiceFailedException(Throwable reason) {
    super("the service stopped: " + message(reason), reason);
  }

  private static String message(Throwable reason) {
    for (Throwable cause = reason; cause != null; cause = cause.getCause()) {
      if (cause instanceof ProcessorStateException) {
        return "the state folder (state.dir) cannot be used: " + StateFolder.reason(cause) + ". " + StateFolder.WHAT_TO_DO;
      }
    }
    return reason.getMessage() == null ? reason.toString() : reason.getMessage();
  }
}
