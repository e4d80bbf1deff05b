package dev.windrow.ingest.enrich;

import dev.windrow.ops.Level;
import dev.windrow.ops.MeterName;
import dev.windrow.ops.Meters;
import dev.windrow.ops.Tally;

/** What is measured of a source's lookups. Thread-safe. */
final class LookupMeters implements AutoCloseable {

  private final Tally cached;
  private final Tally asked;
  private final Tally found;
  private final Tally missing;
  private final Tally failed;
  private final Tally without;
  private final Meters.Scope scope;
  private final Level kept;

  LookupMeters(Meters meters, String source) {
    cached = meters.tally(MeterName.LOOKUP_KEYS, source, "cached");
    asked = meters.tally(MeterName.LOOKUP_KEYS, source, "asked");
    found = meters.tally(MeterName.LOOKUPS, source, "found");
    missing = meters.tally(MeterName.LOOKUPS, source, "missing");
    failed = meters.tally(MeterName.LOOKUPS, source, "failed");
    without = meters.tally(MeterName.LOOKUPS, source, "no_key");
    scope = meters.scope();
    kept = scope.level(MeterName.LOOKUPS_KEPT, source);
    kept.set(0);
  }

  /** A key of a chunk was known, or is being asked for already. */
  void cached() {
    cached.add(1);
  }

  /** A key of a chunk was not known. */
  void asked() {
    asked.add(1);
  }

  void done(Found what) {
    (what.isThere() ? found : missing).add(1);
  }

  void failed() {
    failed.add(1);
  }

  void without() {
    without.add(1);
  }

  void kept(long answers) {
    kept.set(answers);
  }

  @Override
  public void close() {
    scope.close();
  }
}
