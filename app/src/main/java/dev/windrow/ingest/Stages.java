package dev.windrow.ingest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.windrow.ingest.Stage.Outcome;
import dev.windrow.ingest.Stage.Outcome.Passed;
import dev.windrow.ingest.Stage.Outcome.Refused;
import dev.windrow.value.Printable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** What the records of a source go through, one after the other. Without any, and without a key, a record stays the bytes that it is. Thread-safe. */
final class Stages {

  private static final ObjectMapper JSON = JsonMapper.builder()
      .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
      .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
      .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
      .build();

  private final List<Stage> stages;

  Stages(List<Stage> stages) {
    this.stages = List.copyOf(stages);
  }

  boolean isEmpty() {
    return stages.isEmpty();
  }

  /** One outcome for each record, in their order. */
  List<Outcome> pass(List<RawRecord> records) throws InterruptedException {
    List<Outcome> outcomes = new ArrayList<>(records.stream().map(Stages::parsed).toList());
    for (Stage stage : stages) {
      pass(stage, outcomes);
    }
    return outcomes;
  }

  static byte[] bytes(ObjectNode json) {
    try {
      return JSON.writeValueAsBytes(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("expected a tree that can be written, found " + e.getOriginalMessage(), e);
    }
  }

  private static void pass(Stage stage, List<Outcome> outcomes) throws InterruptedException {
    List<Integer> places = new ArrayList<>();
    List<ObjectNode> passing = new ArrayList<>();
    for (int i = 0; i < outcomes.size(); i++) {
      if (outcomes.get(i) instanceof Passed passed) {
        places.add(i);
        passing.add(passed.json());
      }
    }
    List<Outcome> next = passing.isEmpty() ? List.of() : stage.pass(passing);
    for (int i = 0; i < next.size(); i++) {
      outcomes.set(places.get(i), next.get(i));
    }
  }

  private static Outcome parsed(RawRecord record) {
    return parsed(record.json());
  }

  static Outcome parsed(byte[] bytes) {
    try {
      return JSON.readTree(bytes) instanceof ObjectNode json ? new Passed(json) : new Refused("not_an_object", "expected a JSON object");
    } catch (JsonProcessingException e) {
      return new Refused("malformed_json", Printable.text(e.getOriginalMessage()));
    } catch (IOException e) {
      throw new IllegalStateException("expected to read from memory", e);
    }
  }
}
