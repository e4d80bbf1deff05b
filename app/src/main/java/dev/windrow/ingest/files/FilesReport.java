package dev.windrow.ingest.files;

import java.util.List;
import java.util.Map;

/**
 * How far a source of files is, at one moment.
 *
 * @param bytesRead in this run, packed as they are
 * @param bytesPassed of what was read in earlier runs and need not be read again
 * @param bytesKnown of all files, as far as they are known
 * @param records handed to Kafka in this run
 * @param rejected in this run
 * @param filesKnown how many there are
 * @param counts how many files have come to which end
 * @param files what became of them: of those that went well and of those that did not the last {@value FilesProgress#MOST_KEPT}
 */
public record FilesReport(
    String source, long bytesRead, long bytesPassed, long bytesKnown, long records, long rejected, long filesKnown, Map<FileResult.Status, Long> counts,
    List<FileResult> files) {

  public FilesReport {
    counts = Map.copyOf(counts);
    files = List.copyOf(files);
  }

  /** How many files have come to an end, whatever it was. */
  public long filesEnded() {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }

  public long count(FileResult.Status status) {
    return counts.getOrDefault(status, 0L);
  }

  /** How many files have ended that are not in the list any more. */
  public long filesNotListed() {
    return filesEnded() - files.stream().filter(file -> file.status() != FileResult.Status.READING).count();
  }
}
