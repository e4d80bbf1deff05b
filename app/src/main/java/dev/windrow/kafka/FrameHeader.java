package dev.windrow.kafka;

import dev.windrow.event.Frame;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/**
 * Carries a frame through Kafka Streams, whose queues hold records with headers. It is never written to a topic, and no producer can forge it: what comes
 * from a broker is no object of this class.
 */
public final class FrameHeader implements Header {

  private static final String KEY = "windrow-frame";
  private static final byte[] NOTHING = {};

  private final Frame frame;

  public FrameHeader(Frame frame) {
    this.frame = frame;
  }

  /** The frame that a record with these headers carries; null for a plain record, such as topology tests pipe. */
  public static Frame frame(Headers headers) {
    return headers.lastHeader(KEY) instanceof FrameHeader header ? header.frame : null;
  }

  @Override
  public String key() {
    return KEY;
  }

  @Override
  public byte[] value() {
    return NOTHING;
  }
}
