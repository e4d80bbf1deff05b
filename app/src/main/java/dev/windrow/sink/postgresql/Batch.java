package dev.windrow.sink.postgresql;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Records of one partition that are loaded in one transaction.
 *
 * @param next the offset behind them, as far as nothing is between
 */
record Batch(List<Decoded> records, long next) {

  Batch {
    records = List.copyOf(records);
  }

  /** The last revision of each row, by table: a statement cannot write a row twice. */
  Map<Table, Collection<Row>> rows() {
    Map<Table, Map<List<Object>, Row>> rows = new LinkedHashMap<>();
    for (Decoded record : records) {
      for (Row row : record.rows()) {
        rows.computeIfAbsent(row.table(), table -> new LinkedHashMap<>())
            .merge(row.key(), row, (earlier, later) -> later.revision() >= earlier.revision() ? later : earlier);
      }
    }
    Map<Table, Collection<Row>> byTable = new LinkedHashMap<>();
    rows.forEach((table, byKey) -> byTable.put(table, byKey.values()));
    return byTable;
  }

  boolean hasRows() {
    return records.stream().anyMatch(record -> !record.rows().isEmpty());
  }

  /** Those that are dead letters. */
  List<Decoded> refused() {
    return records.stream().filter(record -> record.refusal().isPresent()).toList();
  }

  /** Whether it cannot be halved. */
  boolean isSmallest() {
    return records.size() == 1 && records.get(0).rows().size() <= 1;
  }

  /** The same in two batches, the first of which ends where the second begins. */
  List<Batch> halves() {
    return records.size() == 1 ? halvesOf(records.get(0)) : halvesOfAll();
  }

  private List<Batch> halvesOfAll() {
    int middle = records.size() / 2;
    return List.of(new Batch(records.subList(0, middle), records.get(middle).source().offset()), new Batch(records.subList(middle, records.size()), next));
  }

  /** Tables that refuse nothing get their rows. The record is behind us when the last row is. */
  private List<Batch> halvesOf(Decoded only) {
    int middle = only.rows().size() / 2;
    Decoded first = new Decoded(only.source(), only.rows().subList(0, middle), Optional.empty());
    Decoded second = new Decoded(only.source(), only.rows().subList(middle, only.rows().size()), only.refusal());
    return List.of(new Batch(List.of(first), only.source().offset()), new Batch(List.of(second), next));
  }

  /** The one record of this {@link #isSmallest smallest} batch, which the database does not take, as a dead letter. */
  Batch refused(String reason, String detail) {
    Decoded only = records.get(0);
    Table table = only.rows().get(0).table();
    return new Batch(List.of(new Decoded(only.source(), new ArrayList<>(), Optional.of(new Refusal(table, reason, detail)))), next);
  }
}
