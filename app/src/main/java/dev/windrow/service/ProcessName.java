package dev.windrow.service;

import java.util.UUID;

/** Names this process for other processes, and tells it apart from those that had its number before. */
final class ProcessName {

  private ProcessName() {}

  /** As in {@code web-1, process 4711, 9f8e7d6c}. */
  static String ofThisOne() {
    return InstanceId.host() + ", process " + ProcessHandle.current().pid() + ", " + UUID.randomUUID().toString().substring(0, 8);
  }
}
