package dev.windrow.ops;

import java.util.List;

/**
 * All that Windrow measures of itself: the one place where its names, units, tags and help texts are. Tags are bounded by the configuration and by the
 * number of partitions; never is one made of what is in an event.
 *
 * <p>Names are as Prometheus shows them, less the suffixes that come with the kind. {@code docs/metrics.md} explains them; a test holds both together.
 */
public enum MeterName {

  BUILD_INFO("windrow.build.info", Kind.GAUGE, "", "Always 1; the tag says which version runs.", "version"),

  SOURCE_RECORDS("windrow.source.records", Kind.COUNTER, "",
      "Records read of this source partition by this instance, since it owns the partition.", "topic", "partition"),
  SOURCE_CLOCK("windrow.source.clock.timestamp", Kind.GAUGE, "seconds",
      "The source partition's clock: the highest event time of its good events, in seconds since 1970; NaN before the first.", "topic", "partition"),
  SOURCE_CLOCK_AGE("windrow.source.clock.age", Kind.GAUGE, "seconds",
      "How far the source partition's clock is behind the time of day.", "topic", "partition"),
  SOURCE_IDLE("windrow.source.idle", Kind.GAUGE, "",
      "1 while the source partition is read to its end and has been quiet for input.idle-after, so that no window waits for it; else 0.",
      "topic", "partition"),

  RECORDS("windrow.records", Kind.COUNTER, "",
      "Records by what became of them for each aggregation, on this instance since its start. What is done again after a failure counts again; the ledger is exact.",
      "aggregation", "outcome"),
  DEAD_LETTERS("windrow.dead.letters", Kind.COUNTER, "",
      "Dead letters by reason, on this instance since its start.", "reason"),
  BATCH_RECORDS("windrow.batch.records", Kind.HISTOGRAM, "",
      "Records in a batch: what one poll brought of one source partition.") {
    @Override
    double[] buckets() {
      return new double[] {1, 10, 100, 1_000, 5_000, 10_000, 20_000};
    }
  },
  DECODE_TIME("windrow.batch.decode", Kind.SUMMARY, "seconds", "Time that it took to decode a batch."),
  PARTIAL_BYTES("windrow.partial.size", Kind.SUMMARY, "bytes", "Bytes of a partial result, as sent to one merge partition."),

  WATERMARK("windrow.watermark.timestamp", Kind.GAUGE, "seconds",
      "The event time up to which all source partitions are read, as this merge partition knows it, in seconds since 1970; NaN while it is unknown.",
      "merge_partition"),
  WATERMARK_AGE("windrow.watermark.age", Kind.GAUGE, "seconds",
      "How far the merge partition's watermark is behind the time of day.", "merge_partition"),
  OPEN_WINDOWS("windrow.open.windows", Kind.GAUGE, "",
      "Windows of this merge partition that have events and are not closed yet.", "aggregation", "merge_partition"),
  KEPT_ROWS("windrow.kept.rows", Kind.GAUGE, "",
      "Groups in windows, open and closed, that this merge partition keeps in its store.", "aggregation", "merge_partition"),
  RESULTS("windrow.results", Kind.COUNTER, "",
      "Results sent by this instance since its start: final ones and revisions. What is done again after a failure counts again.",
      "aggregation", "status"),
  EMIT_DELAY("windrow.emit.delay", Kind.HISTOGRAM, "seconds",
      "From when the batch that let windows close was polled, on whatever instance, until their results were made. The commit that shows them to readers is not in it.") {
    @Override
    double[] buckets() {
      return new double[] {0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60};
    }
  },

  COMMIT_TIME("windrow.commit", Kind.HISTOGRAM, "seconds",
      "Time that it took to commit: offsets and transaction, or offsets alone under at-least-once.") {
    @Override
    double[] buckets() {
      return new double[] {0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30};
    }
  },

  INGEST_RECORDS("windrow.ingest.records", Kind.COUNTER, "",
      "Records of a source that Kafka has for good, by what they became, on this instance since its start.", "source", "outcome"),

  SQL_RETRIES("windrow.sql.retries", Kind.COUNTER, "",
      "Attempts to read from a database that failed and were made again, on this instance since its start.", "source"),
  ENRICH_RECORDS("windrow.enrich.records", Kind.COUNTER, "",
      "Records of a source by what their lookup did to them, on this instance since its start. What is read again after a failure counts again.", "source", "outcome"),
  ENRICH_LOOKUPS("windrow.enrich.lookups", Kind.COUNTER, "",
      "Lookups for the records of a source, by what they came to.", "source", "outcome"),
  ENRICH_IN_FLIGHT("windrow.enrich.in.flight", Kind.GAUGE, "",
      "Lookups for a source that are under way or wait for their turn.", "source"),
  ENRICH_WAITING("windrow.enrich.waiting", Kind.GAUGE, "",
      "Chunks of a source that wait until failing lookups work.", "source"),
  ENRICH_CACHE_READS("windrow.enrich.cache.reads", Kind.COUNTER, "",
      "Whether the answer for an address of a chunk was there already.", "source", "result"),
  ENRICH_CACHE_EVICTIONS("windrow.enrich.cache.evictions", Kind.COUNTER, "",
      "Answers that were pushed out by others before their time.", "source"),
  ENRICH_CACHE_ENTRIES("windrow.enrich.cache.entries", Kind.GAUGE, "",
      "Answers that are kept for a source.", "source"),
  ENRICH_CACHE_SIZE("windrow.enrich.cache.size", Kind.GAUGE, "bytes",
      "Memory that the answers kept for a source take, about.", "source"),

  POST_RECORDS("windrow.post.records", Kind.COUNTER, "",
      "Records that were posted, by what became of them, on this instance since its start.", "outcome"),
  POST_REFUSED("windrow.post.refused", Kind.COUNTER, "",
      "Requests with records that were not taken because too much was in flight, on this instance since its start."),
  POST_IN_FLIGHT("windrow.post.in.flight", Kind.GAUGE, "bytes",
      "Bytes of posted records that Kafka has not acknowledged yet."),
  POST_KEYS("windrow.post.keys", Kind.GAUGE, "",
      "Idempotency keys of posted records that this instance remembers."),
  INGEST_READ("windrow.ingest.read", Kind.COUNTER, "bytes",
      "Bytes of files that were read for a source, packed as they are, by this instance since its start.", "source"),
  INGEST_FILES("windrow.ingest.files", Kind.COUNTER, "",
      "Files of a source by what became of them, on this instance since its start.", "source", "status"),

  WEB_REQUESTS("windrow.web.requests", Kind.COUNTER, "",
      "Requests of a source to other servers, each attempt, by what came of them, on this instance since its start.", "source", "outcome"),
  WEB_RETRIES("windrow.web.retries", Kind.COUNTER, "", "Requests of a source that were made again after a failure.", "source"),
  WEB_IN_FLIGHT("windrow.web.in.flight", Kind.GAUGE, "", "Requests to other servers that are under way, of all sources and lookups."),
  WEB_WAIT("windrow.web.wait", Kind.SUMMARY, "seconds",
      "How long a request to another server waited for its turn: for others in flight, its origin's rate and breaker, and the time for which the origin wants to be left alone."),
  WEB_BREAKERS_OPEN("windrow.web.breakers.open", Kind.GAUGE, "", "Servers that have failed so often that they are not asked now."),
  SINK_ROWS("windrow.sink.rows", Kind.COUNTER, "",
      "Rows that the database has for good, and records that it refuses, by table, on this instance since its start.", "sink", "table", "outcome"),
  SINK_RETRIES("windrow.sink.retries", Kind.COUNTER, "",
      "Attempts to write to a sink that have failed and were made again.", "sink"),
  SINK_IN_FLIGHT("windrow.sink.in.flight", Kind.GAUGE, "",
      "Records in transactions that are under way now.", "sink"),
  SINK_QUEUE("windrow.sink.queue", Kind.GAUGE, "",
      "Records that are read and wait in memory for a transaction. Bounded: beyond that they stay in Kafka.", "sink"),
  SINK_LAG("windrow.sink.lag", Kind.GAUGE, "",
      "Records that Kafka has and the database has not, of the partitions that this instance loads.", "sink"),
  SINK_TIME("windrow.sink.transaction", Kind.HISTOGRAM, "seconds",
      "Time of a transaction with rows, from its first attempt to its end, pauses included.") {
    @Override
    double[] buckets() {
      return new double[] {0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60};
    }
  },

  RESIDENT_MEMORY("process.resident.memory", Kind.GAUGE, "bytes",
      "Memory of the process as the system counts it, heap, RocksDB and all; NaN where the system does not tell.");

  /** What a meter does with what it is told. */
  enum Kind {
    /** Adds it up. */
    COUNTER,
    /** Shows the last of it. */
    GAUGE,
    /** Shows how often, the sum, and the highest of the last minutes. */
    SUMMARY,
    /** The same, and how many were at most so much. */
    HISTOGRAM
  }

  private static final double[] NO_BUCKETS = {};

  private final String id;
  private final Kind kind;
  private final String unit;
  private final String help;
  private final List<String> tags;

  MeterName(String id, Kind kind, String unit, String help, String... tags) {
    this.id = id;
    this.kind = kind;
    this.unit = unit;
    this.help = help;
    this.tags = List.of(tags);
  }

  /** The name in words that are separated by dots, without unit. */
  String id() {
    return id;
  }

  Kind kind() {
    return kind;
  }

  /** A base unit in the plural; empty for a plain number. */
  String unit() {
    return unit;
  }

  String help() {
    return help;
  }

  /** The names of the tags, in the order in which their values are given. */
  List<String> tags() {
    return tags;
  }

  /** Upper bounds of a histogram's buckets. */
  double[] buckets() {
    return NO_BUCKETS;
  }
}
