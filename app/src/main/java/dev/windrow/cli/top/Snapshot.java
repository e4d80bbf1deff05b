package dev.windrow.cli.top;

import java.net.URI;
import java.util.List;

/** What an instance answered at one time. */
record Snapshot(URI address, StatusReport status, List<WindowReport> windows) {

  Snapshot {
    windows = List.copyOf(windows);
  }
}
