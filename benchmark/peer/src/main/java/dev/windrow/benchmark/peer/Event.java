package dev.windrow.benchmark.peer;

import java.io.Serializable;

/** What the aggregation needs of an event. Mutable, with public fields and no arguments, so that every framework's fast serializer takes it. */
public class Event implements Serializable {

  private static final long serialVersionUID = 1;

  public long timestampMs;
  public String group;
  public double value;

  public Event() {}

  @Override
  public String toString() {
    return "event of " + group + " at " + timestampMs + ": " + value;
  }
}
