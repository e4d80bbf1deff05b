package dev.windrow.query;

import dev.windrow.ops.Pipeline;
import java.util.List;

/**
 * How one instance is, as JSON has it.
 *
 * @param state of Kafka Streams
 * @param startedAt when the process started, as results write times
 * @param pipelines the sources that it reads and the sinks that it fills
 */
public record InstanceStatus(String state, String startedAt, List<StreamThread> threads, Tasks tasks, Memory memory, Rates rates, List<Pipeline> pipelines) {

  public InstanceStatus {
    threads = List.copyOf(threads);
    pipelines = List.copyOf(pipelines);
  }

  public record StreamThread(String name, String state) {}

  /**
   * @param combine the source partitions that it reads
   * @param merge the merge partitions that it owns
   */
  public record Tasks(List<String> combine, List<Integer> merge) {

    public Tasks {
      combine = List.copyOf(combine);
      merge = List.copyOf(merge);
    }
  }

  /** @param residentBytes null where the system does not say */
  public record Memory(long heapUsedBytes, long heapMaxBytes, Long residentBytes) {}

  /** Over the last half minute or so. */
  public record Rates(double recordsInPerSecond, double bytesInPerSecond, double resultsOutPerSecond) {

    static final Rates NONE = new Rates(0, 0, 0);

    Rates plus(Rates other) {
      return new Rates(
          recordsInPerSecond + other.recordsInPerSecond, bytesInPerSecond + other.bytesInPerSecond, resultsOutPerSecond + other.resultsOutPerSecond);
    }
  }
}
