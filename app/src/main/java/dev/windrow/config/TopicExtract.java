package dev.windrow.config;

/** Reads a topic of the same Kafka. */
public record TopicExtract(String topic) implements Extract {

  static final String KIND = "from-topic";

  public TopicExtract {
    Names.TOPIC.require("topic", topic);
  }

  @Override
  public String kind() {
    return KIND;
  }
}
