package dev.windrow.ingest.enrich;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.windrow.config.Enrichment.OnFailure;
import dev.windrow.event.FieldPath;
import dev.windrow.ingest.Stage.Outcome;
import dev.windrow.ingest.enrich.Address.Known;
import dev.windrow.ingest.enrich.Address.Unknown;
import dev.windrow.ingest.enrich.Answer.Failed;
import dev.windrow.ingest.enrich.Answer.Found;
import dev.windrow.ingest.enrich.EnrichMeters.Fate;
import dev.windrow.value.Printable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What becomes of records when the answers for them are there. */
final class Merge {

  private final OnFailure onFailure;
  private final EnrichMeters meters;

  Merge(OnFailure onFailure, EnrichMeters meters) {
    this.onFailure = onFailure;
    this.meters = meters;
  }

  /** One outcome for each record, in their order. */
  List<Outcome> merged(List<ObjectNode> records, List<Address> addresses, Map<String, Answer> answers) {
    List<Outcome> outcomes = new ArrayList<>(records.size());
    for (int i = 0; i < records.size(); i++) {
      outcomes.add(addresses.get(i) instanceof Known known
          ? merged(records.get(i), answers.get(known.url()))
          : without(records.get(i), (Unknown) addresses.get(i)));
    }
    return outcomes;
  }

  private Outcome merged(ObjectNode record, Answer answer) {
    if (answer instanceof Failed failed) {
      return without(record, new Unknown("lookup_failed", failed.detail()));
    }
    if (answer instanceof Found found) {
      Optional<FieldPath> taken = Choice.put(found, record);
      return taken.isPresent() ? without(record, taken(taken.get())) : passed(record, Fate.ENRICHED);
    }
    return passed(record, Fate.MISSING);
  }

  private Outcome without(ObjectNode record, Unknown why) {
    if (onFailure == OnFailure.PASS) {
      return passed(record, Fate.WITHOUT);
    }
    meters.became(Fate.DEAD_LETTER);
    return new Outcome.Refused(why.reason(), why.detail());
  }

  private Outcome passed(ObjectNode record, Fate fate) {
    meters.became(fate);
    return new Outcome.Passed(record);
  }

  private static Unknown taken(FieldPath field) {
    return new Unknown("field_taken", "expected an object around " + Printable.text(field.toString()) + " to put it in, found something else");
  }
}
