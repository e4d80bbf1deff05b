package dev.windrow.benchmark.peer;

import java.util.Map;

/** Consumer settings for reading a backlog in large pieces; all peers that can have these. */
public final class FetchSettings {

  public static final Map<String, String> LARGE = Map.of(
      "fetch.min.bytes", Integer.toString(256 << 10),
      "max.partition.fetch.bytes", Integer.toString(4 << 20),
      "max.poll.records", "20000",
      "receive.buffer.bytes", "-1");

  private FetchSettings() {}
}
