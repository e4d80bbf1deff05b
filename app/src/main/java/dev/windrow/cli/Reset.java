package dev.windrow.cli;

import dev.windrow.config.Config;
import dev.windrow.service.ApplicationReset;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code windrow reset}: an application back to the start. */
@Command(
    name = "reset",
    header = "Put an application back to the start.",
    description = {
      "",
      "Removes the offsets and the state of the application, so that its next start reads the input from the beginning. Shows what it would do; does it"
          + " with --execute. Refuses while an instance runs. The input topics are never touched.",
      "",
      "What was given out before stays unless --outputs is given: results are then overwritten as windows close again, but late events and dead letters"
          + " come a second time.",
    },
    footer = {"", "Examples:", "  windrow reset --config windrow.yaml", "  windrow reset --config windrow.yaml --outputs --execute"})
final class Reset implements Callable<Integer> {

  @Option(names = "--outputs", description = "Delete the topics of results, late events and dead letters, too; the next start creates them.")
  private boolean outputs;

  @Option(names = "--sources", description = "Forget how far sources are read, too; the next start reads them from their beginning.")
  private boolean sources;

  @Option(names = "--execute", description = "Do it; without this option nothing is changed.")
  private boolean execute;

  @Mixin
  private ConfigOptions configuration;

  @Spec
  private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    Config config = configuration.load();
    try (ApplicationReset reset = new ApplicationReset(config)) {
      ApplicationReset.Plan plan = reset.plan();
      if (plan.members() > 0) {
        throw new CommandFailure(ExitCode.FAILURE, "application " + config.applicationId() + " is running (" + plan.members()
            + " stream threads are in its group): stop all instances first. One that was killed leaves the group after its session timeout, 10 s");
      }
      show(config, plan);
      if (execute) {
        reset.execute(plan, new ApplicationReset.Extent(outputs, sources));
        out().println("Done. The next start reads the input from the beginning.");
      } else {
        out().println("Nothing was changed; --execute does it.");
      }
    }
    return ExitCode.DONE;
  }

  private void show(Config config, ApplicationReset.Plan plan) {
    String verb = execute ? "Removing" : "Would remove";
    if (plan.isEmpty()) {
      out().println("Application " + config.applicationId() + " has neither offsets nor state.");
    }
    if (plan.hasOffsets()) {
      out().println(verb + " the offsets of group " + config.applicationId());
    }
    plan.stateTopics().forEach(topic -> out().println(verb + " the state topic " + topic));
    plan.folders().forEach(folder -> out().println(verb + " the state folder " + folder));
    plan.positions().ifPresent(topic -> out().println((sources ? verb : "Keeping") + " the topic " + topic + " with how far sources are read"));
    if (outputs) {
      plan.outputTopics().forEach(topic -> out().println(verb + " the output topic " + topic));
    } else {
      plan.outputTopics().forEach(topic -> out().println("Keeping the output topic " + topic));
    }
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }
}
