package dev.windrow.service;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.UUID;

/** Names this process for other processes, and tells it apart from those that had its number before. */
final class ProcessName {

  private ProcessName() {}

  /** As in {@code web-1, process 4711, 9f8e7d6c}. */
  static String ofThisOne() {
    return host() + ", process " + ProcessHandle.current().pid() + ", " + UUID.randomUUID().toString().substring(0, 8);
  }

  private static String host() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException nameless) {
      return "unknown host";
    }
  }
}
