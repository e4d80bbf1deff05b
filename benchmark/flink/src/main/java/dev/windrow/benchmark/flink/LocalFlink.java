package dev.windrow.benchmark.flink;

import dev.windrow.benchmark.peer.Guarantee;
import dev.windrow.benchmark.peer.GuaranteeOption;
import dev.windrow.benchmark.peer.PeerOptions;
import dev.windrow.benchmark.peer.Termination;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.core.execution.CheckpointingMode;
import org.apache.flink.core.execution.JobClient;

/** A cluster within this JVM, and a job's life on it. */
final class LocalFlink {

  private LocalFlink() {}

  /** A failed job is not started again: a benchmark must see that. */
  static Configuration configuration(PeerOptions options, Guarantee guarantee) {
    return new Configuration()
        .set(CoreOptions.DEFAULT_PARALLELISM, options.threads())
        .set(PipelineOptions.OBJECT_REUSE, true)
        .set(CheckpointingOptions.CHECKPOINTING_INTERVAL, GuaranteeOption.CHECKPOINTS)
        .set(CheckpointingOptions.CHECKPOINTING_CONSISTENCY_MODE, mode(guarantee))
        .set(RestartStrategyOptions.RESTART_STRATEGY, "none")
        .set(RestOptions.ADDRESS, "127.0.0.1")
        .set(RestOptions.BIND_ADDRESS, "127.0.0.1");
  }

  private static CheckpointingMode mode(Guarantee guarantee) {
    return guarantee == Guarantee.EXACTLY_ONCE ? CheckpointingMode.EXACTLY_ONCE : CheckpointingMode.AT_LEAST_ONCE;
  }

  /** Returns when the job has been cancelled, upon SIGTERM. */
  static void await(JobClient job, Termination termination) throws Exception {
    job.getJobExecutionResult().whenComplete((result, failure) -> {
      if (failure != null) {
        termination.fail(failure);
      }
    });
    termination.await();
    job.cancel().get();
  }
}
