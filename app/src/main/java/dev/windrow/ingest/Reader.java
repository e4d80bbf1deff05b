package dev.windrow.ingest;

/** Reads one source from outside. */
public interface Reader {

  /**
   * Reads until there is no more, or until it is interrupted, and returns when nothing of it is under way any more. What fails for good in one part of it, like
   * a file, is told to {@code intake} and does not end the others. May be called again, after its end: for the next run.
   *
   * @throws SourceException when nothing of it can be read
   * @throws DeliveryException when Kafka does not take what was read
   */
  void read(Intake intake) throws InterruptedException, SourceException, DeliveryException;
}
