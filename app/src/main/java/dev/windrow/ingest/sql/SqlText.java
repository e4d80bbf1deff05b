package dev.windrow.ingest.sql;

import dev.windrow.config.SqlExtract;
import dev.windrow.value.Printable;
import dev.windrow.value.RootCause;
import java.sql.SQLException;
import java.util.regex.Pattern;

/** What a database says went wrong, in one line, without the address and the password, which may be secret. */
final class SqlText {

  /** Classes of SQLSTATE: invalid authorization, unknown catalog or schema, syntax or access. */
  private static final Pattern LASTING = Pattern.compile("28|3D|3F|42");

  private SqlText() {}

  static String of(SQLException failure, SqlExtract extract) {
    Throwable reason = RootCause.of(failure);
    String text = String.valueOf(reason.getMessage()).replace(extract.url(), "the database");
    String shown = extract.password().filter(password -> !password.isEmpty()).map(password -> text.replace(password, "(hidden)")).orElse(text);
    return Printable.text(shown.replaceAll("\\s+", " "));
  }

  /** Whether trying again would end alike: the statement is wrong, or who asks may not ask. */
  static boolean isLasting(SQLException failure) {
    return RootCause.of(failure) instanceof SQLException reason && reason.getSQLState() != null && LASTING.matcher(reason.getSQLState()).lookingAt();
  }
}
