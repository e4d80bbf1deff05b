package dev.windrow.cli.top;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What {@code /api/v1/status} answers, as far as it is shown. What an instance of another version leaves out is missing here too; null stands for 'not known'.
 *
 * @param now the instance's time, which all others are compared with
 */
record StatusReport(
    String applicationId,
    String state,
    String guarantee,
    Instant now,
    Instant watermark,
    List<Hold> heldBackBy,
    List<Source> sources,
    List<Progress> aggregations,
    Rates rates,
    List<Instance> instances,
    List<Missing> missing,
    List<Standby> standby,
    DeadLetters deadLetters) {

  StatusReport {
    heldBackBy = given(heldBackBy);
    sources = given(sources);
    aggregations = given(aggregations);
    instances = given(instances);
    missing = given(missing);
    standby = given(standby);
    rates = rates == null ? new Rates(0, 0, 0) : rates;
    deadLetters = deadLetters == null ? new DeadLetters("", List.of()) : deadLetters;
  }

  private static <T> List<T> given(List<T> list) {
    return list == null ? List.of() : List.copyOf(list);
  }

  private static String given(String text) {
    return text == null ? "" : text;
  }

  /** Whether an instance of Windrow has said this. */
  boolean isWhole() {
    return applicationId != null && now != null;
  }

  /** Whether every merge partition is in it. */
  boolean isComplete() {
    return missing.isEmpty();
  }

  Optional<Instance> self() {
    return instances.stream().filter(Instance::self).findFirst();
  }

  Optional<Progress> progress(String aggregation) {
    return aggregations.stream().filter(progress -> progress.name().equals(aggregation)).findFirst();
  }

  /** A source partition that holds the watermark back; {@code since} its clock stands. */
  record Hold(String source, Instant clock, Instant since, boolean heard) {

    Hold {
      source = given(source);
    }
  }

  /** @param lag null when nobody owns it now */
  record Source(String source, Instant clock, boolean idle, Long lag, long next, boolean holdsBack, Instant since) {

    Source {
      source = given(source);
    }
  }

  /** How far an aggregation is. */
  record Progress(String name, Instant closedUpTo, Counts ledger) {

    Progress {
      name = given(name);
      ledger = ledger == null ? new Counts(0, 0, 0, 0, 0, 0, 0, true) : ledger;
    }
  }

  record Counts(long read, long aggregated, long filtered, long skipped, long late, long expired, long deadLetters, boolean balances) {}

  /** Over the last half minute. */
  record Rates(double recordsInPerSecond, double bytesInPerSecond, double resultsOutPerSecond) {}

  /** Of one that is not reachable only the reason is known. */
  record Instance(
      String instance, boolean self, boolean reachable, String reason, String state, Instant startedAt, Tasks tasks, Memory memory, Rates rates,
      List<Pipeline> pipelines) {

    Instance {
      instance = given(instance);
      reason = given(reason);
      state = given(state);
      tasks = tasks == null ? new Tasks(List.of(), List.of()) : tasks;
      pipelines = given(pipelines);
    }
  }

  /** A source or a sink, on the instance that has it. */
  record Pipeline(String kind, String name, String state, long records, long rejected, long failedParts, String error) {

    Pipeline {
      kind = given(kind);
      name = given(name);
      state = given(state);
      error = given(error);
    }
  }

  record Tasks(List<String> combine, List<Integer> merge) {

    Tasks {
      combine = given(combine);
      merge = given(merge);
    }
  }

  record Memory(long heapUsedBytes, long heapMaxBytes, Long residentBytes) {}

  record Missing(String instance, List<Integer> mergePartitions, String reason) {

    Missing {
      instance = given(instance);
      mergePartitions = given(mergePartitions);
      reason = given(reason);
    }
  }

  record Standby(int mergePartition, String instance, long behindRecords) {

    Standby {
      instance = given(instance);
    }
  }

  record DeadLetters(String topic, List<DeadLetter> latest) {

    DeadLetters {
      topic = given(topic);
      latest = given(latest);
    }
  }

  /** @param source where it was read; empty when nothing says so */
  record DeadLetter(Instant time, String source, long sourceOffset, String reason, String detail) {

    DeadLetter {
      source = given(source);
      reason = given(reason);
      detail = given(detail);
    }
  }
}
