package dev.windrow.benchmark.peer;

import picocli.CommandLine.Option;

/** The options that every peer has. */
public final class PeerOptions {

  @Option(names = "--bootstrap", required = true, paramLabel = "HOST:PORT", description = "the Kafka broker")
  private String bootstrap;

  @Option(names = "--topic", required = true, paramLabel = "IN", description = "the topic of events")
  private String topic;

  @Option(names = "--output", required = true, paramLabel = "OUT", description = "the topic of results")
  private String output;

  @Option(names = "--threads", required = true, paramLabel = "N", description = "how many threads work in parallel")
  private int threads;

  @Option(names = "--application-id", required = true, paramLabel = "ID", description = "names consumer groups and transactions")
  private String applicationId;

  public String bootstrap() {
    return bootstrap;
  }

  public String topic() {
    return topic;
  }

  public String output() {
    return output;
  }

  public int threads() {
    return threads;
  }

  public String applicationId() {
    return applicationId;
  }
}
