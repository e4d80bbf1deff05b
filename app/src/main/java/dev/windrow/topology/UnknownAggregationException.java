package dev.windrow.topology;

import java.util.Collection;

/** Another instance of the application runs with, or ran with, another configuration. */
public final class UnknownAggregationException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private static final String WHAT_TO_DO = ". All instances of an application need one configuration: stop all, and start them again with the"
      + " same one. If this comes again then, results of both are mixed up in what was under way; start over with: windrow reset";

  private UnknownAggregationException(String message) {
    super(message);
  }

  UnknownAggregationException(String id, Collection<String> known) {
    this("found partial results of an aggregation that this instance does not know: " + id + "; it knows " + known + WHAT_TO_DO);
  }

  static UnknownAggregationException ofOtherConfiguration(String topic, int partition, ConfigurationId found, ConfigurationId own) {
    return new UnknownAggregationException("another instance, which reads partition " + partition + " of topic " + topic
        + ", runs with other aggregations, input topics or merge partitions than this one (configuration " + found + ", this one's is " + own + ")"
        + WHAT_TO_DO);
  }

  /** The same, with the record in which it was found. */
  UnknownAggregationException at(String record) {
    return new UnknownAggregationException(getMessage() + " (found in the " + record + ")");
  }
}
