package dev.windrow.service;

import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.streams.errors.MissingSourceTopicException;

/** The service had to stop by itself; the message says why and what to do. */
public final class ServiceFailedException extends Exception {

  private static final long serialVersionUID = 1L;

  ServiceFailedException(Throwable reason) {
    super("the service stopped: " + message(reason), reason);
  }

  private static String message(Throwable reason) {
    if (StateFolder.isToBlame(reason)) {
      return "the state folder (state.dir) cannot be used: " + StateFolder.reason(reason) + ". " + StateFolder.WHAT_TO_DO;
    }
    if (reason instanceof MissingSourceTopicException) {
      return "an input topic was deleted, or may not be seen any more. The next start creates topics that are missing; where other events"
          + " take the place of those that were read, 'windrow reset' shows how to start over";
    }
    if (reason instanceof AuthorizationException) {
      return reason.getMessage() + " ('windrow check --connect' names the operations that have to be allowed)";
    }
    return reason.getMessage() == null || reason instanceof Error ? reason.toString() : reason.getMessage();
  }
}
