package dev.windrow.cli.top;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The one line that says how things are, as the live page judges it. */
final class Health {

  private static final String RUNNING = "RUNNING";

  private Health() {}

  static Line of(StatusReport status) {
    List<String> problems = problems(status);
    if (!problems.isEmpty()) {
      return Line.of(String.join(" ", problems), Style.BAD);
    }
    List<String> concerns = concerns(status);
    if (!concerns.isEmpty()) {
      return Line.of(String.join(" ", concerns), Style.WARN);
    }
    int answering = status.instances().size();
    return Line.of(Figures.counted(answering, "instance") + (answering == 1 ? " answers, " : " answer, ") + progress(status) + ", the ledger balances.",
        Style.GOOD);
  }

  private static String progress(StatusReport status) {
    if (status.watermark() == null) {
      return "no event has set a watermark yet";
    }
    return status.sources().stream().allMatch(StatusReport.Source::idle) ? "no partition has new events" : "the watermark moves";
  }

  /** RUNNING is how Kafka Streams calls it. */
  static String words(String state) {
    return state.toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  private static List<String> problems(StatusReport status) {
    List<String> problems = new ArrayList<>();
    status.missing().forEach(missing -> problems.add("Incomplete: " + (missing.instance().isEmpty() ? "" : missing.instance() + " ") + missing.reason() + "; "
        + parts(missing.mergePartitions()) + " missing."));
    status.instances().stream()
        .filter(instance -> !instance.reachable() && status.missing().stream().noneMatch(missing -> missing.instance().equals(instance.instance())))
        .forEach(instance -> problems.add(instance.instance() + " is not reachable: " + instance.reason() + "."));
    List<String> unbalanced = status.aggregations().stream().filter(other -> !other.ledger().balances()).map(StatusReport.Progress::name).toList();
    if (!unbalanced.isEmpty()) {
      problems.add("The ledger of " + Figures.list(unbalanced) + " does not balance.");
    }
    status.instances().stream().filter(instance -> instance.reachable() && !instance.state().equals(RUNNING))
        .forEach(instance -> problems.add(instance.instance() + " is " + words(instance.state()) + "."));
    return problems;
  }

  private static String parts(List<Integer> partitions) {
    return switch (partitions.size()) {
      case 0 -> "its part is";
      case 1 -> "merge partition " + partitions.get(0) + " is";
      default -> "merge partitions " + Figures.list(partitions.stream().map(String::valueOf).toList()) + " are";
    };
  }

  private static List<String> concerns(StatusReport status) {
    List<String> concerns = new ArrayList<>();
    status.standby().forEach(part ->
        concerns.add("Merge partition " + part.mergePartition() + " is answered by a standby on " + part.instance() + ", a little behind."));
    Partitions.concern(status).ifPresent(concerns::add);
    return concerns;
  }
}
