package dev.windrow.benchmark.loops;

import dev.windrow.benchmark.peer.Termination;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.errors.WakeupException;

/** Threads that poll, one for each consumer, until SIGTERM. */
final class PollLoop {

  private static final Duration POLL = Duration.ofMillis(100);

  private PollLoop() {}

  /** @param handlers for what the consumers get, in their order */
  static void run(List<KafkaConsumer<byte[], byte[]>> consumers, List<? extends Handler> handlers) throws Exception {
    Termination termination = Termination.install();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < consumers.size(); i++) {
      threads.add(start(consumers.get(i), handlers.get(i), termination));
    }
    termination.await();
    consumers.forEach(KafkaConsumer::wakeup);
    for (Thread thread : threads) {
      thread.join();
    }
  }

  private static Thread start(KafkaConsumer<byte[], byte[]> consumer, Handler handler, Termination termination) {
    Thread thread = new Thread(() -> poll(consumer, handler, termination), "loop-" + consumer.assignment());
    thread.start();
    return thread;
  }

  private static void poll(KafkaConsumer<byte[], byte[]> consumer, Handler handler, Termination termination) {
    try (consumer) {
      while (true) {
        handler.handle(consumer.poll(POLL));
      }
    } catch (WakeupException e) {
      // The end.
      return;
    } catch (RuntimeException e) {
      termination.fail(e);
    }
  }

  /** Is called after every poll, also when nothing came. Confined to one thread. */
  interface Handler {
    void handle(ConsumerRecords<byte[], byte[]> records);
  }
}
