package dev.windrow.ingest.transform;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.windrow.config.Step;
import dev.windrow.ingest.Stage;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The steps of a source, done to one record after the other. Bad data never makes it throw. Thread-safe. */
public final class Transform implements Stage {

  private final List<Action> actions = new ArrayList<>();

  /** @param clock for stamps */
  public Transform(List<Step> steps, Clock clock) {
    for (int i = 0; i < steps.size(); i++) {
      actions.add(new StepActions("transform[" + i + "] " + steps.get(i).name() + ": ", clock).of(steps.get(i)));
    }
  }

  @Override
  public List<Outcome> pass(List<ObjectNode> records) {
    return records.stream().map(this::outcome).toList();
  }

  private Outcome outcome(ObjectNode record) {
    Optional<Flaw> flaw = apply(record);
    return flaw.isPresent() ? new Outcome.Refused(flaw.get().reason().code(), flaw.get().detail()) : new Outcome.Passed(record);
  }

  /** Changes the record. Empty when all is well; else what makes it a dead letter, and the record is half done: what was there before is what counts. */
  Optional<Flaw> apply(ObjectNode record) {
    for (Action action : actions) {
      Optional<Flaw> flaw = action.apply(record);
      if (flaw.isPresent()) {
        return flaw;
      }
    }
    return Optional.empty();
  }
}
