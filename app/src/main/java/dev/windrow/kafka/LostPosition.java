package dev.windrow.kafka;

import java.util.OptionalLong;
import org.apache.kafka.common.TopicPartition;

/**
 * Where reading should have gone on, at an offset that the broker does not have.
 *
 * @param partition of an input topic, or of the topic between the stages
 * @param offset the first offset that has not been read
 * @param logStart the first offset that the broker still has; empty when it did not say
 */
record LostPosition(TopicPartition partition, long offset, OptionalLong logStart) {

  /** What happened and what it means, in a line for the operator. */
  String message() {
    if (logStart.isPresent() && logStart.getAsLong() <= offset) {
      return "partition " + partition + ": offset " + offset + ", at which reading should go on, is behind the partition's end: the topic was"
          + " created anew, or brokers have lost records. Reading goes on at offset " + logStart.getAsLong();
    }
    String gone = logStart.isEmpty()
        ? "from offset " + offset + " on were deleted before they were read (by retention, or by hand): they"
        : "at offsets " + offset + " to " + (logStart.getAsLong() - 1) + " were deleted before they were read (by retention, or by hand): at most "
            + (logStart.getAsLong() - offset) + " records";
    return "partition " + partition + ": the records " + gone + " are not in the results. Reading goes on with the first that is there. Topic "
        + partition.topic() + " has to keep records longer (retention.ms, retention.bytes) than the service stands still or lags behind";
  }
}
