package dev.windrow.simulator;

import dev.windrow.simulator.event.EventOptions;
import dev.windrow.simulator.truth.TruthRules;
import java.nio.file.Path;
import java.util.Optional;

/**
 * One run of the simulator.
 *
 * @param events what the events are
 * @param run how fast, and how many
 * @param target where they go
 * @param truth where to write what is expected of them, if anywhere
 */
public record SimulatorOptions(EventOptions events, Run run, Target target, Optional<TruthOptions> truth) {

  public SimulatorOptions {
    if (run.pace() == Pace.MAX && !run.ends() && !events.schedule().hasStart()) {
      throw new IllegalArgumentException("at full speed the events end now: that needs a count, a duration or a start");
    }
  }

  /** The default events to the given brokers in real time, until stopped, without a truth. */
  public static SimulatorOptions toKafka(String bootstrapServers) {
    return new SimulatorOptions(EventOptions.DEFAULTS, Run.UNTIL_STOPPED, Target.kafka(bootstrapServers), Optional.empty());
  }

  public SimulatorOptions withEvents(EventOptions value) {
    return new SimulatorOptions(value, run, target, truth);
  }

  public SimulatorOptions withRun(Run value) {
    return new SimulatorOptions(events, value, target, truth);
  }

  public SimulatorOptions withTarget(Target value) {
    return new SimulatorOptions(events, run, value, truth);
  }

  public SimulatorOptions withTruth(Path file, TruthRules rules) {
    return new SimulatorOptions(events, run, target, Optional.of(new TruthOptions(file, rules)));
  }

  /** @param count how many events, at least 1; {@link #UNLIMITED} goes on until stopped */
  public record Run(Pace pace, long count) {

    public static final long UNLIMITED = Long.MAX_VALUE;
    public static final Run UNTIL_STOPPED = new Run(Pace.REAL, UNLIMITED);

    public Run {
      if (count < 1) {
        throw new IllegalArgumentException("expected at least 1 event, found " + count);
      }
    }

    public boolean ends() {
      return count != UNLIMITED;
    }
  }

  /** The truth file and the configuration of the service it is for. An older file is removed when the run begins. */
  public record TruthOptions(Path file, TruthRules rules) {
  }
}
