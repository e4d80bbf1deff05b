package dev.windrow.cli.verify;

import com.fasterxml.jackson.databind.JsonNode;
import dev.windrow.topology.Counts;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The differences between what was expected and what is there.
 *
 * @param equal results that are right
 * @param revised how many of the right ones are revisions: the last value is what counts
 * @param ledger differences in the ledger, in the late and in the dead-letter topic
 */
public record Comparison(int equal, int revised, List<String> missing, List<String> extra, List<String> wrong, List<String> ledger, long records) {

  private static final Set<String> NOT_COMPARED = Set.of("status", "revision");

  static Comparison of(Truth truth, Actual actual) {
    List<String> missing = new ArrayList<>();
    List<String> extra = new ArrayList<>();
    List<String> wrong = new ArrayList<>();
    int equal = 0;
    int revised = 0;
    for (Map.Entry<ResultKey, JsonNode> expected : truth.results().entrySet()) {
      JsonNode found = actual.results().get(expected.getKey());
      List<String> fields = found == null ? List.of() : differences(expected.getValue(), found);
      if (found == null) {
        missing.add(expected.getKey().toString());
      } else if (!fields.isEmpty()) {
        wrong.add(expected.getKey() + ": " + String.join(", ", fields));
      } else {
        equal++;
        revised += "revised".equals(found.path("status").asText()) ? 1 : 0;
      }
    }
    actual.results().keySet().stream().filter(key -> !truth.results().containsKey(key)).map(ResultKey::toString).forEach(extra::add);
    missing.sort(null);
    extra.sort(null);
    wrong.sort(null);
    long records = actual.ledger().values().stream().mapToLong(Counts::read).sum();
    return new Comparison(equal, revised, missing, extra, wrong, ledger(truth, actual), records);
  }

  /** Whether something was compared and nothing differs. */
  public boolean isRight() {
    return equal > 0 && missing.isEmpty() && extra.isEmpty() && wrong.isEmpty() && ledger.isEmpty();
  }

  /** The verdict in one line. */
  public String verdict() {
    if (isRight()) {
      return "RIGHT: " + equal + " results as expected" + (revised == 0 ? "" : " (" + revised + " of them revised)")
          + ", ledger balanced: " + records + " records";
    }
    if (equal + missing.size() + wrong.size() == 0) {
      return "NOTHING COMPARED: no results are expected";
    }
    return "DIFFERENT: " + equal + " results as expected, " + missing.size() + " missing, " + extra.size() + " extra, " + wrong.size()
        + " wrong; " + ledger.size() + " differences in the ledger";
  }

  private static List<String> differences(JsonNode expected, JsonNode found) {
    List<String> differences = new ArrayList<>();
    for (Map.Entry<String, JsonNode> field : expected.properties()) {
      JsonNode other = found.path(field.getKey());
      if (!NOT_COMPARED.contains(field.getKey()) && !same(field.getValue(), other)) {
        differences.add(field.getKey() + " expected " + field.getValue() + ", found " + (other.isMissingNode() ? "nothing" : other));
      }
    }
    return differences;
  }

  private static boolean same(JsonNode expected, JsonNode found) {
    return expected.isNumber() && found.isNumber()
        ? expected.decimalValue().compareTo(found.decimalValue()) == 0
        : expected.equals(found);
  }

  private static List<String> ledger(Truth truth, Actual actual) {
    List<String> differences = new ArrayList<>();
    Map<Integer, Counts> partitions = new TreeMap<>(truth.ledger());
    actual.ledger().forEach(partitions::putIfAbsent);
    for (int partition : partitions.keySet()) {
      Counts expected = truth.ledger().getOrDefault(partition, Counts.NONE);
      Counts found = actual.ledger().getOrDefault(partition, Counts.NONE);
      String where = truth.topic() + "-" + partition + ": ";
      if (!expected.equals(found)) {
        differences.add(where + "expected " + text(expected) + ", found " + text(found));
      }
      if (!found.balances()) {
        differences.add(where + "does not balance: " + text(found));
      }
      count(differences, where + "late topic", expected.late(), actual.late().get(partition));
      count(differences, where + "dead-letter topic", expected.deadLetters(), actual.deadLetters().get(partition));
    }
    if (actual.repeated() > 0) {
      differences.add(actual.repeated() + " late events or dead letters are there more than once");
    }
    return differences;
  }

  private static void count(List<String> differences, String where, long expected, Set<Long> offsets) {
    int found = offsets == null ? 0 : offsets.size();
    if (found != expected) {
      differences.add(where + " expected " + expected + " records, found " + found);
    }
  }

  private static String text(Counts counts) {
    return counts.read() + " read = " + counts.aggregated() + " aggregated + " + counts.filtered() + " filtered + " + counts.skipped()
        + " skipped + " + counts.late() + " late + " + counts.expired() + " expired + " + counts.deadLetters() + " dead letters";
  }
}
