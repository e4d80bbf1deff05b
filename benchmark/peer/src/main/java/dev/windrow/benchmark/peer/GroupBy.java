package dev.windrow.benchmark.peer;

/** The field that events are grouped by. The constants are spelled as the options and the events spell them. */
public enum GroupBy {
  event_type,
  user_id;

  public String field() {
    return name();
  }
}
