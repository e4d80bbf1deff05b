package dev.windrow.service;

import java.util.Set;

/** Topics with an application's state are gone; the message names them and says what to do. */
public final class IncompleteStateException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  IncompleteStateException(String applicationId, Set<String> missing) {
    super("application " + applicationId + " has run before, but of the topics with its state these are gone: " + missing
        + ". Results would lack what was in them. To start over with everything, stop all instances and run: windrow reset");
  }
}
