package dev.windrow.ops;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/**
 * Something that was found about what the service runs on. Comparing puts the gravest first; what is equally grave stays in its order.
 *
 * @param where the topics, the broker setting or the folder
 * @param found what it is like
 * @param why what follows from that; empty when nothing does
 * @param remedy what to do; empty when nothing is to be done
 */
public record Finding(Severity severity, String where, String found, String why, String remedy) {

  private static final Comparator<Finding> GRAVEST_FIRST = Comparator.comparing(Finding::severity);

  public static Finding error(String where, String found, String why, String remedy) {
    return new Finding(Severity.ERROR, where, found, why, remedy);
  }

  public static Finding warning(String where, String found, String why, String remedy) {
    return new Finding(Severity.WARNING, where, found, why, remedy);
  }

  public static Finding note(String where, String found, String why) {
    return new Finding(Severity.NOTE, where, found, why, "");
  }

  public static Finding ok(String where, String found) {
    return new Finding(Severity.OK, where, found, "", "");
  }

  /** A check that could not be made is neither good nor bad. */
  public static Finding unchecked(String where, String what, String reason) {
    return note(where, what + " could not be checked", reason);
  }

  public static List<Finding> gravestFirst(Collection<Finding> findings) {
    return findings.stream().sorted(GRAVEST_FIRST).toList();
  }

  /** All of it but the severity, on one line. */
  public String text() {
    StringBuilder text = new StringBuilder(where).append(": ").append(found);
    if (!why.isEmpty()) {
      text.append("; ").append(why);
    }
    if (!remedy.isEmpty()) {
      text.append(". To do: ").append(remedy);
    }
    return text.toString();
  }
}
