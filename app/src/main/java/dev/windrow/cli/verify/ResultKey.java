package dev.windrow.cli.verify;

import com.fasterxml.jackson.databind.JsonNode;

/** Which window of which event type a result is about. */
record ResultKey(String aggregation, String start, String end, String group) {

  private static final String GROUP = "event_type";

  static ResultKey of(JsonNode result) {
    return new ResultKey(
        result.path("aggregation").asText(),
        result.path("window_start").asText(),
        result.path("window_end").asText(),
        result.path(GROUP).toString());
  }

  @Override
  public String toString() {
    return start + " to " + end + " " + group;
  }
}
