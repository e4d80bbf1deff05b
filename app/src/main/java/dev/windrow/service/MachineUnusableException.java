package dev.windrow.service;

/** The machine is not fit for the service, such as a disk that is full; the message says what is wrong and what to do. */
public final class MachineUnusableException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  MachineUnusableException(String message) {
    super(message);
  }
}
