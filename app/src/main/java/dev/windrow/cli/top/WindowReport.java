package dev.windrow.cli.top;

import java.util.List;

/**
 * The newest windows of an aggregation, as far as they were asked for.
 *
 * @param rows in the order of the answers: newest window first, and open before closed
 * @param cut whether these windows have more rows than were asked for
 * @param problem why there is nothing, or not all of it; empty when there is nothing to say
 */
record WindowReport(Definition definition, List<WindowRow> rows, boolean cut, String problem) {

  WindowReport {
    rows = List.copyOf(rows);
  }

  WindowReport with(String problem) {
    return new WindowReport(definition, rows, cut, problem);
  }
}
