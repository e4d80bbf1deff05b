package dev.windrow.service;

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
    return reason.getMessage() == null ? reason.toString() : reason.getMessage();
  }
}
