package dev.windrow.it;

/**
 * One event of an event stream; {@link #HEARTBEAT} stands for a comment.
 *
 * @param id empty when it has none
 */
record StreamEvent(String name, String id, String data) {

  static final StreamEvent HEARTBEAT = new StreamEvent("", "", "");

  /** Final or revised. */
  boolean isResult() {
    return name.equals("window") && !data.contains("\"status\":\"open\"");
  }
}
