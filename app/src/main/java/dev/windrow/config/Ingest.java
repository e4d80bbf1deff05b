package dev.windrow.config;

import java.util.List;

/**
 * What is brought into Kafka.
 *
 * @param inFlight most HTTP requests in flight, of all sources and lookups together
 * @param sources with different names
 */
public record Ingest(int inFlight, List<Source> sources) {

  static final Range IN_FLIGHT = new Range(1, 10_000);

  /** Nothing. */
  public static final Ingest NONE = new Ingest(100, List.of());

  public Ingest {
    IN_FLIGHT.require("inFlight", inFlight);
    sources = List.copyOf(sources);
    Problems problems = new Problems();
    Rules.names(sources.stream().map(source -> "sources." + source.name()).toList(), sources.stream().map(Source::name).toList(), problems);
    problems.rejectAny();
  }
}
