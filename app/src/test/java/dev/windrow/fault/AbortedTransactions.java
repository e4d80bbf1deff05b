package dev.windrow.fault;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.common.internals.Topic;
import org.apache.kafka.common.record.internal.ControlRecordType;
import org.apache.kafka.common.record.internal.FileRecords;
import org.apache.kafka.common.record.internal.RecordBatch;

/** Counts aborted transactions by the markers in the brokers' own log files: no client is told of them. */
final class AbortedTransactions {

  private AbortedTransactions() {}

  private record Transaction(long producerId, short epoch) {}

  /**
   * How many different transactions have an abort marker in any partition of the topics whose names begin with {@code prefix}, or in the topic of groups' offsets: one that
   * committed nothing else, because only markers of other transactions had been read, has it there alone.
   */
  static int count(List<Broker> brokers, String prefix) throws IOException {
    Set<Transaction> aborted = new HashSet<>();
    for (Broker broker : brokers) {
      for (Path segment : segments(broker.logDir(), prefix)) {
        collect(segment, aborted);
      }
    }
    return aborted.size();
  }

  /** The broker works meanwhile: a file or a folder may be gone when it is looked at. */
  private static List<Path> segments(Path logDir, String prefix) throws IOException {
    List<Path> segments = new ArrayList<>();
    Files.walkFileTree(logDir, Set.of(), 2, new SimpleFileVisitor<>() {
      @Override
      public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
        if (file.getFileName().toString().endsWith(".log") && isOf(logDir.relativize(file).toString(), prefix)) {
          segments.add(file);
        }
        return FileVisitResult.CONTINUE;
      }

      @Override
      public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
        if (failure instanceof NoSuchFileException) {
          return FileVisitResult.CONTINUE;
        }
        throw failure;
      }

      @Override
      public FileVisitResult postVisitDirectory(Path folder, IOException failure) throws IOException {
        return failure instanceof NoSuchFileException ? FileVisitResult.CONTINUE : super.postVisitDirectory(folder, failure);
      }
    });
    return segments;
  }

  private static boolean isOf(String segment, String prefix) {
    return segment.startsWith(prefix) || segment.startsWith(Topic.GROUP_METADATA_TOPIC_NAME);
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
