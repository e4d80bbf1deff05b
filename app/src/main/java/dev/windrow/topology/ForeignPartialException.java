package dev.windrow.topology;

/** A record in the topic between the stages that no instance of this application can have written. */
public final class ForeignPartialException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  ForeignPartialException(String record, String why) {
    super("the " + record + " is no partial result of this application: " + why + ". It has not been counted. Another program has written to"
        + " the topic, or it was damaged: let nobody but Windrow write there. To go on, stop all instances and start over with what is"
        + " in the input: windrow reset");
  }
}
