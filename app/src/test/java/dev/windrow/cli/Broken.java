package dev.windrow.cli;

import dev.windrow.service.WindrowService;
import org.apache.kafka.common.utils.KafkaThread;
import org.slf4j.LoggerFactory;

/** A process in which an error ends a thread, while another one would keep it alive for ever. */
final class Broken {

  private Broken() {}

  public static void main(String[] args) throws InterruptedException {
    LastResort.install();
    LoggerFactory.getLogger(WindrowService.class).info("begun");
    Error error = args[1].equals("memory") ? new OutOfMemoryError("Java heap space") : new NoClassDefFoundError("some/Class");
    Runnable dying = () -> {
      throw error;
    };
    Thread thread = args[0].equals("kafka") ? KafkaThread.daemon("kafka-admin-client-thread", dying) : new Thread(dying, "some-thread");
    thread.start();
    Thread.currentThread().join();
  }
}
