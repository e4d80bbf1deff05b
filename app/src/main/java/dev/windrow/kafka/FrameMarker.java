package dev.windrow.kafka;

import org.apache.kafka.common.header.Headers;

/** The header that tells a frame of {@link BatchingConsumer} from a plain record, such as topology tests pipe. */
public final class FrameMarker {

  static final String KEY = "windrow-frame";
  static final byte[] VALUE = {1};

  private FrameMarker() {}

  /** Whether the record with these headers is a frame. */
  public static boolean isOn(Headers headers) {
    return headers.lastHeader(KEY) != null;
  }

  /** Marks a record as a frame, for tests that build frames themselves. */
  public static void put(Headers headers) {
    headers.add(KEY, VALUE);
  }
}
