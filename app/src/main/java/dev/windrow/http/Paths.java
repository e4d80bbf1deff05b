package dev.windrow.http;

/** What the first part of a path says about it. Paths are normalized. */
final class Paths {

  /** Where events are posted. */
  static final String EVENTS = "/api/v1/events";

  private Paths() {}

  /** What instances ask of each other. */
  static boolean isPeer(String path) {
    return path.startsWith("/peer/");
  }

  /** Shown to everyone: the page's own files, which have no data in them, and whether the service is well. */
  static boolean isPublic(String path) {
    return path.equals("/") || path.startsWith("/assets/") || path.startsWith("/health/");
  }

  /** Answered only while the service runs. */
  static boolean needsService(String path) {
    return path.startsWith("/api/") || isPeer(path);
  }
}
