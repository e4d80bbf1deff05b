package dev.windrow.ingest.enrich;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.windrow.event.FieldPath;
import dev.windrow.ingest.web.Answer;
import dev.windrow.ingest.web.AnswerReader;
import dev.windrow.ingest.web.MalformedAnswerException;
import dev.windrow.value.Printable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;

/** Takes the chosen fields out of an answer. What is not in it is left out. Thread-safe. */
record LookupAnswer(Map<FieldPath, JsonPointer> fields) implements AnswerReader<Found> {

  private static final ObjectMapper JSON = JsonMapper.builder()
      .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
      .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
      .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
      .build();

  @Override
  public Found read(Answer answer) throws MalformedAnswerException {
    JsonNode json = json(answer.body());
    Map<FieldPath, JsonNode> found = new HashMap<>();
    fields.forEach((field, pointer) -> {
      JsonNode value = json.at(pointer);
      if (!value.isMissingNode()) {
        found.put(field, value);
      }
    });
    return new Found(found, true);
  }

  private static JsonNode json(byte[] body) throws MalformedAnswerException {
    try {
      JsonNode json = JSON.readTree(body);
      if (json.isMissingNode()) {
        throw new MalformedAnswerException("expected JSON, found nothing");
      }
      return json;
    } catch (JsonProcessingException malformed) {
      throw new MalformedAnswerException("expected JSON, found something else: " + Printable.text(malformed.getOriginalMessage()));
    } catch (IOException fromMemory) {
      throw new UncheckedIOException(fromMemory);
    }
  }
}
