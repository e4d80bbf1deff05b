package dev.windrow.simulation;

import org.apache.kafka.common.TopicPartition;

/**
 * What is true of a frame when it was polled, whatever is made of it later.
 *
 * @param from offset of its first record, or the consumer's position for an idle frame
 * @param next offset after its last record
 * @param partitions how many partitions the consumer knew of
 * @param wallMs what the machine's clock said
 * @param unread for an idle frame: whether there was something to read
 */
record Frame(TopicPartition source, long from, long next, int partitions, long wallMs, boolean idle, boolean unread) {

  @Override
  public String toString() {
    return (idle ? "idle frame " : "frame ") + source + "[" + from + "," + next + ")";
  }
}
