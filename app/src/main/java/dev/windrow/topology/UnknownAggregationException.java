package dev.windrow.topology;

import java.util.Collection;

/** Another instance of the application runs with, or ran with, another configuration. */
public final class UnknownAggregationException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private UnknownAggregationException(String message) {
    super(message);
  }

  UnknownAggregationException(String id, Collection<String> known) {
    super("found partial results of an aggregation that this instance does not know: " + id + "; it knows " + known
        + ". All instances of an application need one configuration: stop those with another one. If none runs, the partial results were"
        + " left behind by one: run the old configuration until it has caught up, or start over with: windrow reset");
  }

  /** The same, with the record in which it was found. */
  UnknownAggregationException at(String record) {
    return new UnknownAggregationException(getMessage() + " (found in the " + record + ")");
  }
}
