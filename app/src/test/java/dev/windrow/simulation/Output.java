package dev.windrow.simulation;

import java.util.Optional;
import org.apache.kafka.streams.processor.api.Record;

/**
 * A record that a task wrote, and what it wrote it for: stage 1 for a frame, stage 2 for a partial.
 *
 * @param topic where a result goes; empty for others
 * @param causeMerge merge partition of the partial, -1 for none
 * @param causeOffset offset of the partial, -1 for none
 */
record Output(String topic, Record<byte[], byte[]> record, Optional<Frame> frame, int causeMerge, long causeOffset) {

  /** The offset of no single partial: the window had closed before. */
  static final long LATER = -2;
}
