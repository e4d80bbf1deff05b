package dev.windrow.ingest.enrich;

import dev.windrow.ingest.enrich.Answer.Failed;
import dev.windrow.ingest.enrich.Answer.Missing;
import dev.windrow.ops.Level;
import dev.windrow.ops.MeterName;
import dev.windrow.ops.Meters;
import dev.windrow.ops.Tally;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/** What is measured of the lookups of a source; ends with it. */
final class EnrichMeters implements AutoCloseable {

  /** What a lookup did to a record. */
  enum Fate {
    ENRICHED,
    /** There is no answer. */
    MISSING,
    /** Nothing could be looked up, or put into it. */
    WITHOUT,
    DEAD_LETTER
  }

  private final Meters.Scope scope;
  private final Map<Fate, Tally> records = new EnumMap<>(Fate.class);
  private final Tally found;
  private final Tally missing;
  private final Tally failed;
  private final Tally hits;
  private final Tally misses;
  private final Tally pushedOut;
  private final Level inFlight;
  private final Level waiting;
  private final Level entries;
  private final Level bytes;

  EnrichMeters(Meters meters, String source) {
    this.scope = meters.scope();
    for (Fate fate : Fate.values()) {
      records.put(fate, meters.tally(MeterName.ENRICH_RECORDS, source, fate.name().toLowerCase(Locale.ROOT)));
    }
    this.found = meters.tally(MeterName.ENRICH_LOOKUPS, source, "found");
    this.missing = meters.tally(MeterName.ENRICH_LOOKUPS, source, "missing");
    this.failed = meters.tally(MeterName.ENRICH_LOOKUPS, source, "failed");
    this.hits = meters.tally(MeterName.ENRICH_CACHE_READS, source, "hit");
    this.misses = meters.tally(MeterName.ENRICH_CACHE_READS, source, "miss");
    this.pushedOut = meters.tally(MeterName.ENRICH_CACHE_EVICTIONS, source);
    this.inFlight = level(MeterName.ENRICH_IN_FLIGHT, source);
    this.waiting = level(MeterName.ENRICH_WAITING, source);
    this.entries = level(MeterName.ENRICH_CACHE_ENTRIES, source);
    this.bytes = level(MeterName.ENRICH_CACHE_SIZE, source);
  }

  void became(Fate fate) {
    records.get(fate).add(1);
  }

  void looked(Answer answer) {
    (answer instanceof Failed ? failed : answer instanceof Missing ? missing : found).add(1);
  }

  void cache(int hit, int missed) {
    hits.add(hit);
    misses.add(missed);
  }

  void kept(Answers answers) {
    entries.set(answers.count());
    bytes.set(answers.bytes());
    pushedOut.add(answers.pushedOut());
  }

  /** Lookups that are under way or wait for their turn. */
  void inFlight(int count) {
    inFlight.set(count);
  }

  /** Chunks that wait until lookups work. */
  void waiting(int count) {
    waiting.set(count);
  }

  @Override
  public void close() {
    scope.close();
  }

  private Level level(MeterName name, String source) {
    Level level = scope.level(name, source);
    level.set(0);
    return level;
  }
}
