package dev.windrow.topology;

/**
 * Stage 2 was given records that it has merged before (rule S13). Under exactly-once that cannot happen unless the
 * group's offsets were lost or reset while the results' state lived on.
 */
public final class OffsetsWentBackException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private OffsetsWentBackException(String message) {
    super(message);
  }

  OffsetsWentBackException(String topic, int partition, long expected, long found) {
    super("partition " + partition + " of topic " + topic + " is being read again from offset " + found + ", but everything before offset "
        + expected + " is already in the results: the group's offsets were lost or reset, or the topic was created anew, while the state"
        + " of the results lived on. To start over with everything, stop all instances and run: windrow reset");
  }

  /** The same, with the record in which it was found. */
  OffsetsWentBackException at(String record) {
    return new OffsetsWentBackException(getMessage() + " (found in the " + record + "; or somebody else has written it there)");
  }
}
