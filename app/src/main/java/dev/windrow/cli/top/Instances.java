package dev.windrow.cli.top;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Asks an instance, and looks for one first: of the addresses, in their order, the first that answers as Windrow and has the right application. That one is
 * asked until it does not answer any more. Confined to one thread.
 */
final class Instances implements Source {

  /** What no terminal shows at once is not asked for: each costs the service two walks through its stores. */
  private static final int MOST_AGGREGATIONS = 12;
  private static final int ROWS = 200;

  private final Client client;
  private final Target target;
  private final List<String> wanted;
  private final Map<String, WindowReport> last = new HashMap<>();
  private Optional<URI> current = Optional.empty();

  /** @param wanted names of the aggregations whose windows are shown; empty for all */
  Instances(Client client, Target target, List<String> wanted) {
    this.client = client;
    this.target = target;
    this.wanted = List.copyOf(wanted);
  }

  @Override
  public Snapshot read() throws UnavailableException, InterruptedException {
    Map<URI, Refusal> refusals = new LinkedHashMap<>();
    for (URI address : inOrder()) {
      try {
        Snapshot snapshot = read(address);
        current = Optional.of(address);
        return snapshot;
      } catch (Refusal refusal) {
        client.forget(address);
        refusals.put(address, refusal);
      }
    }
    throw new UnavailableException(target.applicationId(), refusals);
  }

  private List<URI> inOrder() {
    List<URI> order = new ArrayList<>(target.addresses());
    current.ifPresent(known -> {
      order.remove(known);
      order.add(0, known);
    });
    return order;
  }

  private Snapshot read(URI address) throws Refusal, InterruptedException {
    StatusReport status = Json.as(StatusReport.class, client.answer(client.ask(address, "api/v1/status")));
    if (!status.isWhole()) {
      throw new Refusal(Refusal.Kind.STRANGER, "is no Windrow (it has no application)");
    }
    if (target.applicationId().filter(id -> !id.equals(status.applicationId())).isPresent()) {
      throw new Refusal(Refusal.Kind.STRANGER, "is application " + status.applicationId());
    }
    return new Snapshot(address, status, windows(address));
  }

  private List<WindowReport> windows(URI address) throws Refusal, InterruptedException {
    List<Windows> asked = new ArrayList<>();
    try {
      for (Definition definition : definitions(address)) {
        asked.add(new Windows(definition, ask(address, definition, "open"), ask(address, definition, "final,revised")));
      }
      List<WindowReport> reports = new ArrayList<>();
      for (Windows windows : asked) {
        reports.add(report(windows));
      }
      last.keySet().retainAll(reports.stream().map(report -> report.definition().name()).toList());
      return reports;
    } finally {
      asked.forEach(Windows::cancel);
    }
  }

  private List<Definition> definitions(URI address) throws Refusal, InterruptedException {
    List<Definition> all = new ArrayList<>();
    for (JsonNode node : client.answer(client.ask(address, "api/v1/aggregations")).path("aggregations")) {
      all.add(Json.as(Definition.class, node));
    }
    List<String> names = all.stream().map(Definition::name).toList();
    if (!names.containsAll(wanted)) {
      throw new Refusal(Refusal.Kind.STRANGER, "does not have all of the aggregations " + wanted + ", only " + names);
    }
    return all.stream().filter(definition -> wanted.isEmpty() || wanted.contains(definition.name())).limit(MOST_AGGREGATIONS).toList();
  }

  /** Two requests, so that many groups in open windows do not keep the closed ones out. */
  private record Windows(Definition definition, Client.Asked open, Client.Asked closed) {

    void cancel() {
      open.answer().cancel(true);
      closed.answer().cancel(true);
    }
  }

  private Client.Asked ask(URI address, Definition definition, String status) throws Refusal {
    String name = URLEncoder.encode(definition.name(), StandardCharsets.UTF_8).replace("+", "%20");
    return client.ask(address, "api/v1/aggregations/" + name + "/windows?limit=" + ROWS + "&status=" + status);
  }

  /** That windows are not told is no reason to keep the rest back; what was told before is better than nothing. */
  private WindowReport report(Windows windows) throws InterruptedException {
    String name = windows.definition().name();
    try {
      JsonNode open = client.answer(windows.open());
      JsonNode closed = client.answer(windows.closed());
      boolean whole = open.path("complete").asBoolean(true) && closed.path("complete").asBoolean(true);
      WindowReport report = report(windows.definition(), rows(windows.definition(), open), rows(windows.definition(), closed), whole);
      last.put(name, report);
      return report;
    } catch (Refusal refusal) {
      return last.getOrDefault(name, new WindowReport(windows.definition(), List.of(), false, "")).with("not up to date: it " + refusal.getMessage());
    }
  }

  private static List<WindowRow> rows(Definition definition, JsonNode answer) throws Refusal {
    try {
      List<WindowRow> rows = new ArrayList<>();
      answer.path("windows").forEach(row -> rows.add(WindowRow.of(definition, row)));
      return rows;
    } catch (DateTimeException e) {
      throw new Refusal(Refusal.Kind.STRANGER, "tells of windows without a time");
    }
  }

  /** The last window of a full page may lack rows: unless it is the only one, it is left out. */
  private static WindowReport report(Definition definition, List<WindowRow> open, List<WindowRow> closed, boolean whole) {
    boolean cut = open.size() >= ROWS;
    List<WindowRow> rows = new ArrayList<>(open);
    if (closed.size() < ROWS) {
      rows.addAll(closed);
    } else {
      Instant last = closed.get(closed.size() - 1).start();
      boolean several = !closed.get(0).start().equals(last);
      cut |= !several;
      closed.stream().filter(row -> !several || !row.start().equals(last)).forEach(rows::add);
    }
    return new WindowReport(definition, rows, cut, whole ? "" : "incomplete");
  }
}
