package dev.windrow.benchmark.loops;

import dev.windrow.benchmark.peer.PeerOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/** The aggregation by hand: each thread counts up its own partitions, and what the threads have of a window is merged when it closes. */
final class WindowLoop {

  private WindowLoop() {}

  static void run(PeerOptions options, Supplier<EventDecoder> decoders) throws Exception {
    List<KafkaConsumer<byte[], byte[]>> consumers = Consumers.of(options);
    Clocks clocks = new Clocks(partitions(consumers));
    try (Results results = Results.to(options)) {
      Closing closing = new Closing(consumers.size(), results);
      List<Counting> counting = new ArrayList<>();
      for (int thread = 0; thread < consumers.size(); thread++) {
        counting.add(new Counting(thread, clocks, closing, decoders.get()));
      }
      PollLoop.run(consumers, counting);
    }
  }

  private static int partitions(List<KafkaConsumer<byte[], byte[]>> consumers) {
    return consumers.stream().map(KafkaConsumer::assignment).mapToInt(Set<TopicPartition>::size).sum();
  }
}
