package dev.windrow.kafka;

import dev.windrow.event.RawHeader;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/** A record's headers as they were read. */
public final class RawHeaders {

  private RawHeaders() {}

  public static List<RawHeader> of(Headers headers) {
    return of(headers.toArray());
  }

  static List<RawHeader> of(Header[] headers) {
    return Arrays.stream(headers).map(header -> new RawHeader(header.key(), header.value())).toList();
  }
}
