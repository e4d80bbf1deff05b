package dev.windrow.ingest;

import java.util.Optional;

/** Takes what a reader has read. Thread-safe; the chunks of one part come from one thread at a time, in their order. */
public interface Intake {

  /** Where reading of the part goes on: the position of the last chunk of it that Kafka has for good. Empty when there is none. */
  Optional<String> position(String part);

  /**
   * Takes a chunk, and with it that everything before its position is read; blocks while Kafka does not take it. It is there for good a moment later.
   *
   * @throws DeliveryException when Kafka does not take it; the run is over then
   */
  void deliver(Chunk chunk) throws InterruptedException, DeliveryException;

  /** The part has been read to its end. */
  void done(String part);

  /** The rest of the part cannot be read in this run. */
  void failed(String part, String error);
}
