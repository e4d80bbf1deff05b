package dev.windrow.fault;

import dev.windrow.cli.verify.Comparison;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;

/** A table of all faults of a run of the suite, in {@code target/fault-report.md}: a row for each test. */
final class FaultReport {

  private static final Path FILE = Path.of("target", "fault-report.md");
  private static final String HEAD = "| fault | how it was seen to bite | events | results | missing | extra | wrong | ledger |\n|---|---|---|---|---|---|---|---|\n";

  private FaultReport() {}

  static synchronized void add(String fault, String bite, Comparison comparison) throws IOException {
    if (!Files.exists(FILE)) {
      Files.createDirectories(FILE.getParent());
      Files.writeString(FILE, HEAD);
    }
    Files.writeString(FILE, String.format(Locale.ROOT, "| %s | %s | %,d | %,d | %d | %d | %d | %d |%n", fault, bite, comparison.records(),
        comparison.equal(), comparison.missing().size(), comparison.extra().size(), comparison.wrong().size(), comparison.ledger().size()),
        StandardOpenOption.APPEND);
  }
}
