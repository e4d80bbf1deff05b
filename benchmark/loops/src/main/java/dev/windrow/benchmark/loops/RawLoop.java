package dev.windrow.benchmark.loops;

import dev.windrow.benchmark.peer.PeerOptions;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Only polls; what all others are measured against. Prints {@code records N} and the time when all are read. */
@Command(name = "raw-loop", description = "Reads all records and does nothing with them.")
final class RawLoop implements Callable<Integer> {

  @Mixin
  private PeerOptions options;

  @Option(names = "--records", required = true, paramLabel = "N", description = "how many there are")
  private long records;

  public static void main(String[] args) {
    System.exit(new CommandLine(new RawLoop()).execute(args));
  }

  @Override
  public Integer call() throws Exception {
    AtomicLong left = new AtomicLong(records);
    List<KafkaConsumer<byte[], byte[]>> consumers = Consumers.of(options);
    PollLoop.run(consumers, Collections.nCopies(consumers.size(), polled -> count(polled.count(), left)));
    return 0;
  }

  private void count(int polled, AtomicLong left) {
    if (polled > 0 && left.addAndGet(-polled) == 0) {
      System.out.println("records " + records);
      System.out.println("read at " + Instant.now());
    }
  }
}
