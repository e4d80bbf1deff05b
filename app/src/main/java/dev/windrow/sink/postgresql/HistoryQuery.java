package dev.windrow.sink.postgresql;

import dev.windrow.config.Aggregation;
import dev.windrow.sink.postgresql.Column.Type;
import dev.windrow.value.Decimals;
import dev.windrow.value.Group;
import dev.windrow.window.WindowPage;
import dev.windrow.window.WindowPosition;
import dev.windrow.window.WindowResult;
import dev.windrow.window.WindowResult.Field;
import dev.windrow.window.WindowResult.Status;
import dev.windrow.window.WindowSelection;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Asks the table of one aggregation for results. Immutable. */
final class HistoryQuery {

  /** PostgreSQL's times end in the year 294276. */
  private static final long LATEST_MS = 9_000_000_000_000_000L;

  private final ResultTable table;
  private final List<String> groupNames;

  HistoryQuery(ResultTable table) {
    this.table = table;
    this.groupNames = table.groups().stream().map(Column::name).toList();
  }

  WindowPage<History.Row> find(Connection connection, WindowSelection selection, Optional<WindowPosition> after, int limit) throws SQLException {
    Conditions conditions = conditions(selection, after);
    String query = "SELECT " + Table.names(table.table().columns()) + " FROM " + table.table().sqlName() + " WHERE " + conditions.text()
        + " ORDER BY " + ResultTable.START.sqlName() + " DESC, " + ordered(ResultTable.GROUP) + " LIMIT " + (limit + 1);
    try (PreparedStatement statement = connection.prepareStatement(query)) {
      conditions.bind(statement);
      try (ResultSet rows = statement.executeQuery()) {
        return page(rows, selection, limit);
      }
    }
  }

  /** One row more than there may be on a page says that there is another page. */
  private WindowPage<History.Row> page(ResultSet rows, WindowSelection selection, int limit) throws SQLException {
    List<History.Row> found = new ArrayList<>();
    WindowPosition last = null;
    int read = 0;
    while (rows.next()) {
      if (++read > limit) {
        return new WindowPage<>(found, Optional.ofNullable(last));
      }
      WindowResult result = result(rows);
      last = WindowPosition.of(result);
      if (selection.takes(result)) {
        found.add(new History.Row(last, result));
      }
    }
    return new WindowPage<>(found, Optional.empty());
  }

  private Conditions conditions(WindowSelection selection, Optional<WindowPosition> after) {
    Conditions conditions = new Conditions();
    conditions.add(ResultTable.START.sqlName() + " >= ?", time(selection.from()));
    conditions.add(ResultTable.START.sqlName() + " < ?", time(selection.to()));
    after.ifPresent(place -> conditions.add(
        "(" + ResultTable.START.sqlName() + " < ? OR " + ResultTable.START.sqlName() + " = ? AND " + ordered(ResultTable.GROUP) + " > ?)",
        time(place.start()), time(place.start()), new String(place.group().bytes(), StandardCharsets.UTF_8)));
    conditions.in(ResultTable.STATUS, selection.statuses().stream().map(status -> status.name().toLowerCase(Locale.ROOT)).collect(Collectors.toSet()));
    table.groups().forEach(column -> Optional.ofNullable(selection.group().get(column.name())).ifPresent(wanted -> group(column, wanted, conditions)));
    return conditions;
  }

  /** As few rows as can be told from the text; which of them it is the selection knows. */
  private static void group(Column column, String wanted, Conditions conditions) {
    if (wanted.equals("null")) {
      conditions.add("(" + column.sqlName() + " IS NULL OR " + column.sqlName() + " = ?)", wanted);
      return;
    }
    Set<String> texts = new LinkedHashSet<>(Set.of(wanted));
    if (wanted.matches("-?(0|[1-9][0-9]{0,399})(\\.[0-9]{1,400})?([eE][+-]?[0-9]{1,9})?")) {
      Decimals.parse(wanted).map(Decimals::text).ifPresent(texts::add);
    }
    conditions.in(column, texts);
  }

  private WindowResult result(ResultSet row) throws SQLException {
    Aggregation aggregation = table.aggregation();
    List<Field> measures = new ArrayList<>();
    for (Column measure : table.measures()) {
      measures.add(new Field(measure.name(), number(row, measure)));
    }
    return new WindowResult(
        aggregation.name(),
        aggregation.output(),
        millis(row, ResultTable.START),
        millis(row, ResultTable.END),
        groupNames,
        Group.ofCanonical(row.getString(ResultTable.GROUP.name()).getBytes(StandardCharsets.UTF_8)),
        measures,
        Status.valueOf(row.getString(ResultTable.STATUS.name()).toUpperCase(Locale.ROOT)),
        row.getLong(ResultTable.REVISION.name()));
  }

  private static Object number(ResultSet row, Column measure) throws SQLException {
    if (measure.type() == Type.WHOLE_NUMBER) {
      return row.getLong(measure.name());
    }
    BigDecimal number = row.getBigDecimal(measure.name());
    return number == null ? null : number.stripTrailingZeros();
  }

  private static long millis(ResultSet row, Column column) throws SQLException {
    return row.getObject(column.name(), OffsetDateTime.class).toInstant().toEpochMilli();
  }

  private static OffsetDateTime time(long epochMs) {
    return Column.time(Math.min(epochMs, LATEST_MS));
  }

  private static String ordered(Column column) {
    return column.sqlName() + " COLLATE \"C\"";
  }

  /** Conditions that all have to hold, and their parameters. Confined to one thread. */
  private static final class Conditions {

    private final List<String> texts = new ArrayList<>();
    private final List<Object> parameters = new ArrayList<>();

    void add(String text, Object... values) {
      texts.add(text);
      parameters.addAll(List.of(values));
    }

    void in(Column column, Set<String> values) {
      texts.add(values.isEmpty() ? "FALSE" : column.sqlName() + " IN (" + values.stream().map(value -> "?").collect(Collectors.joining(", ")) + ")");
      parameters.addAll(values);
    }

    String text() {
      return String.join(" AND ", texts);
    }

    void bind(PreparedStatement statement) throws SQLException {
      for (int i = 0; i < parameters.size(); i++) {
        statement.setObject(i + 1, parameters.get(i));
      }
    }
  }
}
