package dev.windrow.cli.top;

import java.util.List;

/** What became of every record that was read, for each aggregation. */
final class LedgerTable {

  private static final List<Table.Column> COLUMNS = List.of(
      Table.Column.text("LEDGER"), Table.Column.figure("read ="), Table.Column.figure("aggregated"), Table.Column.figure("filtered"),
      Table.Column.figure("skipped"), Table.Column.figure("late"), Table.Column.figure("expired"), Table.Column.figure("dead"),
      Table.Column.text(""));

  private LedgerTable() {}

  static Section section(StatusReport status) {
    return new Listing(List.of(), COLUMNS, status.aggregations().stream().map(LedgerTable::row).toList(), "aggregation", 1);
  }

  private static Listing.Row row(StatusReport.Progress progress) {
    StatusReport.Counts ledger = progress.ledger();
    List<Span> cells = List.of(
        Span.of(progress.name()), count(ledger.read(), Style.PLAIN), count(ledger.aggregated(), Style.PLAIN), count(ledger.filtered(), Style.PLAIN),
        count(ledger.skipped(), Style.PLAIN), count(ledger.late(), Style.WARN), count(ledger.expired(), Style.WARN), count(ledger.deadLetters(), Style.WARN),
        ledger.balances() ? new Span("balances", Style.GOOD) : new Span("DOES NOT BALANCE", Style.BAD));
    return new Listing.Row(cells, ledger.balances() ? 1 : 0);
  }

  private static Span count(long count, Style style) {
    return new Span(Figures.grouped(count), count == 0 ? Style.SOFT : style);
  }
}
