package dev.windrow.ingest.sql;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Kinds of columns that can be cut into ranges: numbers and times. Values travel as texts that say them exactly. */
enum KeyKind {

  WHOLE {
    @Override
    Object parse(String text) {
      return Long.valueOf(text);
    }

    @Override
    String read(ResultSet row, int column) throws SQLException {
      long value = row.getLong(column);
      return row.wasNull() ? null : Long.toString(value);
    }

    @Override
    BigDecimal number(String text) {
      return new BigDecimal(text);
    }

    @Override
    String text(BigDecimal number) {
      return number.setScale(0, RoundingMode.FLOOR).toPlainString();
    }
  },

  DECIMAL {
    @Override
    Object parse(String text) {
      return new BigDecimal(text);
    }

    @Override
    String read(ResultSet row, int column) throws SQLException {
      BigDecimal value = row.getBigDecimal(column);
      return value == null ? null : value.stripTrailingZeros().toPlainString();
    }

    @Override
    BigDecimal number(String text) {
      return new BigDecimal(text);
    }

    @Override
    String text(BigDecimal number) {
      return number.stripTrailingZeros().toPlainString();
    }
  },

  DATE {
    @Override
    Object parse(String text) {
      return LocalDate.parse(text);
    }

    @Override
    String read(ResultSet row, int column) throws SQLException {
      return textOrNull(row.getObject(column, LocalDate.class));
    }

    @Override
    BigDecimal number(String text) {
      return BigDecimal.valueOf(LocalDate.parse(text).toEpochDay());
    }

    @Override
    String text(BigDecimal number) {
      return LocalDate.ofEpochDay(number.setScale(0, RoundingMode.FLOOR).longValueExact()).toString();
    }
  },

  /** Without zone. */
  TIMESTAMP {
    @Override
    Object parse(String text) {
      return LocalDateTime.parse(text);
    }

    @Override
    String read(ResultSet row, int column) throws SQLException {
      return textOrNull(row.getObject(column, LocalDateTime.class));
    }

    @Override
    BigDecimal number(String text) {
      return nanos(LocalDateTime.parse(text).toInstant(ZoneOffset.UTC));
    }

    @Override
    String text(BigDecimal number) {
      return LocalDateTime.ofInstant(instant(number), ZoneOffset.UTC).toString();
    }
  },

  INSTANT {
    @Override
    Object parse(String text) {
      return Instant.parse(text).atOffset(ZoneOffset.UTC);
    }

    @Override
    String read(ResultSet row, int column) throws SQLException {
      OffsetDateTime value = row.getObject(column, OffsetDateTime.class);
      return value == null ? null : value.toInstant().toString();
    }

    @Override
    BigDecimal number(String text) {
      return nanos(Instant.parse(text));
    }

    @Override
    String text(BigDecimal number) {
      return instant(number).toString();
    }
  };

  private static final BigDecimal NANOS = BigDecimal.valueOf(1_000_000_000);
  private static final int DIGITS_BETWEEN = 3;

  /** Empty for a column that cannot be cut into ranges. */
  static Optional<KeyKind> of(Column column) {
    return switch (column.type()) {
      case Types.TINYINT, Types.SMALLINT, Types.INTEGER, Types.BIGINT -> Optional.of(WHOLE);
      case Types.NUMERIC, Types.DECIMAL -> Optional.of(DECIMAL);
      case Types.DATE -> Optional.of(DATE);
      case Types.TIMESTAMP, Types.TIMESTAMP_WITH_TIMEZONE -> Optional.of(column.isInstant() ? INSTANT : TIMESTAMP);
      default -> Optional.empty();
    };
  }

  /** The values that cut what is from {@code min} to {@code max} into at most {@code ranges} ranges of the same size; each begins a range. */
  final List<String> cuts(String min, String max, int ranges) {
    BigDecimal from = number(min);
    BigDecimal width = number(max).subtract(from);
    List<String> cuts = new ArrayList<>();
    for (int i = 1; i < ranges; i++) {
      String cut = text(from.add(width.multiply(BigDecimal.valueOf(i)).divide(BigDecimal.valueOf(ranges), width.scale() + DIGITS_BETWEEN, RoundingMode.FLOOR)));
      String before = cuts.isEmpty() ? min : cuts.get(cuts.size() - 1);
      if (number(cut).compareTo(number(before)) > 0) {
        cuts.add(cut);
      }
    }
    return cuts;
  }

  final void bind(PreparedStatement statement, int parameter, String text) throws SQLException {
    statement.setObject(parameter, parse(text));
  }

  /** What the driver is told. */
  abstract Object parse(String text);

  /** Null for null. */
  abstract String read(ResultSet row, int column) throws SQLException;

  abstract BigDecimal number(String text);

  abstract String text(BigDecimal number);

  private static String textOrNull(Object value) {
    return value == null ? null : value.toString();
  }

  private static BigDecimal nanos(Instant time) {
    return BigDecimal.valueOf(time.getEpochSecond()).multiply(NANOS).add(BigDecimal.valueOf(time.getNano()));
  }

  /** To the microsecond: databases keep no more. */
  private static Instant instant(BigDecimal nanos) {
    BigInteger[] seconds = nanos.setScale(0, RoundingMode.FLOOR).toBigInteger().divideAndRemainder(NANOS.toBigInteger());
    return Instant.ofEpochSecond(seconds[0].longValueExact(), seconds[1].longValueExact() / 1_000 * 1_000);
  }
}
