package dev.windrow.sink.postgresql;

import java.util.List;

/**
 * How a table that is there differs from the one that is expected.
 *
 * @param what was expected, and what was found
 * @param remedy the statement that makes it fit
 */
record Difference(String what, String remedy) {

  static Difference missing(Table table, Column expected) {
    return new Difference(column(expected.sqlName()) + "expected " + expected.definition() + ", found none", alter(table) + "ADD " + expected.definition());
  }

  static Difference type(Table table, Column expected, String found) {
    return new Difference(column(expected.sqlName()) + "expected the type " + expected.type().sqlName() + ", found " + found,
        alterColumn(table, expected.sqlName()) + "TYPE " + expected.type().sqlName());
  }

  static Difference notNull(Table table, Column expected) {
    return new Difference(column(expected.sqlName()) + "expected one that can be null, found NOT NULL", alterColumn(table, expected.sqlName()) + "DROP NOT NULL");
  }

  /** @param column none of ours, and nobody would fill it */
  static Difference mustBeFilled(Table table, String column) {
    return new Difference(column(column) + "expected no column that must have a value, or one with a default", alterColumn(table, column) + "DROP NOT NULL");
  }

  /** @param found the columns of the key, none when there is no key */
  static Difference key(Table table, List<String> found) {
    String add = alter(table) + "ADD PRIMARY KEY (" + Table.names(table.key()) + ")";
    return new Difference("expected the primary key " + table.key().stream().map(Column::name).toList() + ", found " + (found.isEmpty() ? "none" : found),
        found.isEmpty() ? add : "drop that key, then " + add);
  }

  private static String column(String name) {
    return "column " + name + ": ";
  }

  private static String alter(Table table) {
    return "ALTER TABLE " + table.sqlName() + " ";
  }

  private static String alterColumn(Table table, String column) {
    return alter(table) + "ALTER " + column + " ";
  }
}
