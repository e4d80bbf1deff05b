package dev.windrow.query;

/** Where instances ask each other. */
public final class PeerPaths {

  public static final String WINDOWS = "/peer/v1/aggregations/:name/windows";
  public static final String STATUS = "/peer/v1/status";

  private PeerPaths() {}

  /** The name of an aggregation has no character that means anything in a URL. */
  static String windows(String aggregation) {
    return WINDOWS.replace(":name", aggregation);
  }
}
