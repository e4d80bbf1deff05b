package dev.windrow.ingest;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** Changes the records of a chunk on their way. Thread-safe. */
public interface Stage {

  /** One outcome for each record, in their order. May block; may change the records it is given. */
  List<Outcome> pass(List<ObjectNode> records) throws InterruptedException;

  /** What became of a record. */
  sealed interface Outcome {

    /** It goes on, as this. */
    record Passed(ObjectNode json) implements Outcome {}

    /** It becomes a dead letter. */
    record Refused(String reason, String detail) implements Outcome {}
  }
}
