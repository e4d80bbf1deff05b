package dev.windrow.fault;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.common.record.internal.ControlRecordType;
import org.apache.kafka.common.record.internal.FileRecords;
import org.apache.kafka.common.record.internal.RecordBatch;

/** Counts aborted transactions by the markers in the brokers' own log files: no client is told of them. */
final class AbortedTransactions {

  private AbortedTransactions() {}

  private record Transaction(long producerId, short epoch) {}

  /** How many different transactions have an abort marker in any partition of the topics whose names begin with {@code prefix}. */
  static int count(List<Broker> brokers, String prefix) throws IOException {
    Set<Transaction> aborted = new HashSet<>();
    for (Broker broker : brokers) {
      for (Path segment : segments(broker.logDir(), prefix)) {
        collect(segment, aborted);
      }
    }
    return aborted.size();
  }

  private static List<Path> segments(Path logDir, String prefix) throws IOException {
    try (Stream<Path> files = Files.find(logDir, 2, (path, attributes) ->
        path.getFileName().toString().endsWith(".log") && logDir.relativize(path).toString().startsWith(prefix))) {
      return files.toList();
    }
  }

  private static void collect(Path segment, Set<Transaction> aborted) throws IOException {
    FileRecords records;
    try {
      records = FileRecords.open(segment.toFile(), false);
    } catch (NoSuchFileException deletedMeanwhile) {
      return;
    }
    try {
      records.batches().forEach(batch -> collect(batch, aborted));
    } finally {
      // Closing would trim the broker's file.
      records.closeHandlers();
    }
  }

  private static void collect(RecordBatch batch, Set<Transaction> aborted) {
    if (batch.isControlBatch() && ControlRecordType.parse(batch.iterator().next().key()) == ControlRecordType.ABORT) {
      aborted.add(new Transaction(batch.producerId(), batch.producerEpoch()));
    }
  }
}
