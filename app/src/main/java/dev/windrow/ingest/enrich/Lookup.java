package dev.windrow.ingest.enrich;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.util.Optional;

/** Asks for what is at an address. Thread-safe; limits, repeats and gives up by itself. */
@FunctionalInterface
public interface Lookup {

  /**
   * What is there, its numbers exact; empty when there is nothing, for sure.
   *
   * @throws LookupException when nobody knows
   */
  Optional<JsonNode> find(URI url) throws InterruptedException, LookupException;
}
