package dev.windrow.benchmark.run;

import java.nio.file.Path;
import java.util.List;

/**
 * What a system under test is told.
 *
 * @param bootstrap where Kafka is
 * @param in topic to read, from its beginning
 * @param out topic for results; it exists
 * @param applicationId a name that nobody has used yet; topics and groups of the system begin with it
 * @param records how many there are in the input
 * @param threads how many may process
 * @param dir an empty folder of its own
 */
public record Job(String bootstrap, String in, String out, String applicationId, long records, int threads, Path dir) {

  /** As every peer takes them. */
  List<String> arguments() {
    return List.of(
        "--bootstrap", bootstrap,
        "--topic", in,
        "--output", out,
        "--threads", Integer.toString(threads),
        "--application-id", applicationId);
  }
}
