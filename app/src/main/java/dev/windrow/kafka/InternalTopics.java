package dev.windrow.kafka;

import java.util.List;

/**
 * The topics that Kafka Streams creates for an application.
 *
 * @param partials the topic between the stages
 * @param changelogs the topics with the state of stage 2
 */
public record InternalTopics(String partials, List<String> changelogs) {

  public InternalTopics {
    changelogs = List.copyOf(changelogs);
  }
}
