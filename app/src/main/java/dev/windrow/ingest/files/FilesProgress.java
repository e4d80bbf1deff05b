package dev.windrow.ingest.files;

import dev.windrow.ingest.files.FileResult.Status;
import dev.windrow.ops.MeterName;
import dev.windrow.ops.Meters;
import dev.windrow.ops.Tally;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** What becomes of the files of a source. Thread-safe. */
final class FilesProgress {

  static final int MOST_KEPT = 10_000;

  private final String source;
  private final Tally bytesTally;
  private final Map<Status, Tally> tallies = new EnumMap<>(Status.class);
  private final LongAdder bytesRead = new LongAdder();
  private final LongAdder bytesPassed = new LongAdder();

  // Guarded by this.
  private final Map<String, FileResult> reading = new HashMap<>();
  private final Map<String, FileResult> well = new Newest<>(MOST_KEPT);
  private final Map<String, FileResult> faulty = new Newest<>(MOST_KEPT);
  private final Map<Status, Long> counts = new EnumMap<>(Status.class);
  private long bytesKnown;
  private long filesKnown;
  private long records;
  private long rejected;

  FilesProgress(String source, Meters meters) {
    this.source = source;
    bytesTally = meters.tally(MeterName.INGEST_READ, source);
    for (Status status : List.of(Status.DONE, Status.UNCHANGED, Status.FAILED, Status.REFUSED)) {
      tallies.put(status, meters.tally(MeterName.INGEST_FILES, source, status.text()));
    }
  }

  /** Forgets the run before. */
  synchronized void begin() {
    reading.clear();
    well.clear();
    faulty.clear();
    counts.clear();
    bytesRead.reset();
    bytesPassed.reset();
    bytesKnown = 0;
    filesKnown = 0;
    records = 0;
    rejected = 0;
  }

  /** There is that much to read. */
  synchronized void known(long files, long bytes) {
    filesKnown += files;
    bytesKnown += bytes;
  }

  /** Bytes that took the time it takes to read them. */
  void read(long bytes) {
    bytesRead.add(bytes);
    bytesTally.add(bytes);
  }

  /** Bytes that need not be read. */
  void passed(long bytes) {
    bytesPassed.add(bytes);
  }

  synchronized void delivered(long moreRecords, long moreRejected) {
    records += moreRecords;
    rejected += moreRejected;
  }

  synchronized void reading(FileResult now) {
    reading.put(now.file(), now);
  }

  /** It is read no more, and will be looked at again. */
  synchronized void waiting(String file) {
    reading.remove(file);
  }

  synchronized void ended(FileResult result) {
    reading.remove(result.file());
    forget(well.remove(result.file()));
    forget(faulty.remove(result.file()));
    counts.merge(result.status(), 1L, Long::sum);
    (result.status().isFault() ? faulty : well).put(result.file(), result);
    tallies.get(result.status()).add(1);
  }

  /** It was read in an earlier run. One that is found twice and was read in this one has another status. */
  synchronized void unchanged(String file, FilePosition position) {
    reading.remove(file);
    if (!well.containsKey(file)) {
      passed(Math.max(0, position.version().size()));
      ended(new FileResult(file, position.records(), position.rejected(), Status.UNCHANGED, ""));
    }
  }

  synchronized FilesReport report() {
    List<FileResult> files = new ArrayList<>(well.values());
    files.addAll(faulty.values());
    files.addAll(reading.values());
    files.sort(Comparator.comparing(FileResult::file));
    return new FilesReport(source, bytesRead.sum(), bytesPassed.sum(), bytesKnown, records, rejected, filesKnown, counts, files);
  }

  private void forget(FileResult before) {
    if (before != null) {
      counts.merge(before.status(), -1L, Long::sum);
    }
  }
}
