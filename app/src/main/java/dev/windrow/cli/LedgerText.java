package dev.windrow.cli;

import dev.windrow.config.Aggregation;
import dev.windrow.config.Config;
import dev.windrow.topology.Counts;
import dev.windrow.topology.Ledger;
import dev.windrow.window.HoldBack;
import dev.windrow.window.WindowResult;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.Map;

/** Writes a ledger for people. */
record LedgerText(PrintWriter out) {

  private static final int SHOWN = 10;

  /** How far event time has got, and who holds it back. */
  void watermark(Config config, Ledger ledger) {
    if (ledger.clocks().isEmpty()) {
      out.println("Application " + config.applicationId() + " has read nothing yet.");
      return;
    }
    if (ledger.watermark() == 0 && ledger.heldBackBy().isEmpty()) {
      out.println("Application " + config.applicationId() + " waits for a first event.");
      return;
    }
    out.println("Application " + config.applicationId() + ": windows are complete up to " + time(ledger.watermark()));
    if (ledger.heldBackBy().isEmpty()) {
      out.println("  held back by nothing: all partitions are idle");
    }
    ledger.heldBackBy().stream().limit(SHOWN).forEach(source -> out.println("  held back by " + describe(source)));
    if (ledger.heldBackBy().size() > SHOWN) {
      out.println("  … and " + (ledger.heldBackBy().size() - SHOWN) + " more partitions");
    }
    if (ledger.possibleDuplicates() > 0) {
      out.println("  " + ledger.possibleDuplicates() + " batches may have been counted twice (guarantee: at_least_once)");
    }
  }

  /** The ledger of one aggregation, a line per source partition, and the sum. */
  void ledger(Aggregation aggregation, Ledger ledger) {
    Map<?, Counts> bySource = ledger.counts().getOrDefault(aggregation.id(), Map.of());
    out.println("Ledger of " + aggregation.name());
    out.printf(Locale.ROOT, "  %-28s %13s = %13s %10s %10s %10s %10s %13s%n",
        "partition", "read", "aggregated", "filtered", "skipped", "late", "expired", "dead letters");
    bySource.forEach((source, counts) -> line(source.toString(), counts));
    Counts total = ledger.total(aggregation.id());
    line("all", total);
    out.println(total.balances() ? "  The ledger balances: every record is accounted for." : "  THE LEDGER DOES NOT BALANCE.");
  }

  private void line(String name, Counts counts) {
    out.printf(Locale.ROOT, "  %-28s %13d = %13d %10d %10d %10d %10d %13d%n", name, counts.read(), counts.aggregated(), counts.filtered(),
        counts.skipped(), counts.late(), counts.expired(), counts.deadLetters());
  }

  private static String describe(HoldBack source) {
    return source.source() + (source.heard() ? ", read up to " + time(source.clock()) : ", from which nothing has been heard yet");
  }

  private static String time(long epochMs) {
    return epochMs == 0 ? "no time yet" : WindowResult.time(epochMs);
  }
}
