package dev.windrow.ingest.sql;

import dev.windrow.value.Sha256;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Names of rows that are the same whenever a row is read: its key where that is unique, with its growing value, since a row that has changed is another record;
 * else the hash of all that it says, with a number for the second and further ones of the same in a row. Confined to one thread; rows come in their order.
 */
final class RowIds {

  private final String source;
  private final Relation relation;
  private String lastHash = "";
  private int same;

  RowIds(String source, Relation relation) {
    this.source = source;
    this.relation = relation;
  }

  String next(ResultSet row, Optional<String> key, byte[] json) throws SQLException {
    if (key.isPresent() && relation.keyIsUnique()) {
      return source + ":" + key.get() + grown(row);
    }
    String hash = HexFormat.of().formatHex(Sha256.of(json));
    same = hash.equals(lastHash) ? same + 1 : 1;
    lastHash = hash;
    return source + ":" + hash + (same == 1 ? "" : "-" + same);
  }

  private String grown(ResultSet row) throws SQLException {
    boolean other = relation.growing().isPresent() && !relation.growing().equals(relation.key());
    return other ? "@" + relation.growingKind().read(row, relation.growing().get().index()) : "";
  }
}
