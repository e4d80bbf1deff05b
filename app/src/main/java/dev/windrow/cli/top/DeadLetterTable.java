package dev.windrow.cli.top;

import java.time.Instant;
import java.util.List;

/** The latest dead letters, and why. */
final class DeadLetterTable {

  /** The newest ones tell what is wrong; for more there is the topic. */
  private static final int MOST = 6;

  private DeadLetterTable() {}

  static Section section(StatusReport status) {
    StatusReport.DeadLetters letters = status.deadLetters();
    if (letters.latest().isEmpty()) {
      return new Note(Line.of("DEAD LETTER", Style.STRONG).plus("  none: every record could be read", Style.SOFT));
    }
    List<Table.Column> columns = List.of(Table.Column.text("DEAD LETTER"), Table.Column.text("from"), Table.Column.text("reason"),
        Table.Column.text("detail of the latest; all are in the topic " + letters.topic()));
    return new Listing(List.of(), columns, letters.latest().stream().limit(MOST).map(letter -> row(letter, status.now())).toList(), "dead letter", 1);
  }

  private static Listing.Row row(StatusReport.DeadLetter letter, Instant now) {
    return new Listing.Row(List.of(
        Span.of(letter.time() == null ? "–" : Moments.moment(letter.time(), now)),
        Span.of(letter.source().isEmpty() ? "an unknown place" : letter.source() + " @ " + letter.sourceOffset()),
        new Span(letter.reason().isEmpty() ? "reason unknown" : letter.reason(), Style.WARN),
        Span.of(letter.detail())), 0);
  }
}
