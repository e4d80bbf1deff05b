package dev.windrow.kafka;

import dev.windrow.event.RawHeader;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.common.header.Headers;

/** A record's headers as they were read. */
public final class RawHeaders {

  private RawHeaders() {}

  public static List<RawHeader> of(Headers headers) {
    return Arrays.stream(headers.toArray()).map(header -> new RawHeader(header.key(), header.value())).toList();
  }
}
