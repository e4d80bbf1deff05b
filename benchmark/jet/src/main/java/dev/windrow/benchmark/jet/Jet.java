package dev.windrow.benchmark.jet;

import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.jet.Job;
import com.hazelcast.jet.config.JobConfig;
import com.hazelcast.jet.config.ProcessingGuarantee;
import dev.windrow.benchmark.peer.Guarantee;
import dev.windrow.benchmark.peer.GuaranteeOption;
import dev.windrow.benchmark.peer.PeerOptions;
import dev.windrow.benchmark.peer.Termination;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Hazelcast Jet, embedded. */
@Command(name = "jet", description = "Aggregates with Hazelcast Jet.")
final class Jet implements Callable<Integer> {

  @Mixin
  private PeerOptions options;

  @Mixin
  private GuaranteeOption guarantee;

  public static void main(String[] args) {
    System.exit(new CommandLine(new Jet()).execute(args));
  }

  @Override
  public Integer call() throws Exception {
    Termination termination = Termination.install();
    HazelcastInstance hazelcast = Hazelcast.newHazelcastInstance(LoneMember.of(options));
    try {
      Job job = hazelcast.getJet().newJob(EventPipeline.of(options, guarantee.guarantee()), jobConfig());
      job.getFuture().whenComplete((nothing, failure) -> {
        if (failure != null) {
          termination.fail(failure);
        }
      });
      termination.await();
      job.cancel();
    } finally {
      hazelcast.shutdown();
    }
    return 0;
  }

  private JobConfig jobConfig() {
    return new JobConfig()
        .setName(options.applicationId())
        .setProcessingGuarantee(guarantee.guarantee() == Guarantee.EXACTLY_ONCE ? ProcessingGuarantee.EXACTLY_ONCE : ProcessingGuarantee.AT_LEAST_ONCE)
        .setSnapshotIntervalMillis(GuaranteeOption.CHECKPOINTS.toMillis());
  }
}
