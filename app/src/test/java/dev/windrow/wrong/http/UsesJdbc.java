package dev.windrow.wrong.http;

final class UsesJdbc {
  java.sql.Connection connection;
}
