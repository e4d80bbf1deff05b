package dev.windrow.ingest.transform;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/** What a step does to a record. */
@FunctionalInterface
interface Action {

  /** Changes the record; what is wrong with it, if anything. */
  Optional<Flaw> apply(ObjectNode record);
}
