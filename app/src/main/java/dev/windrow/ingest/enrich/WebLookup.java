package dev.windrow.ingest.enrich;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.windrow.ingest.web.Answer;
import dev.windrow.ingest.web.Ask;
import dev.windrow.ingest.web.Caller;
import dev.windrow.ingest.web.MalformedAnswerException;
import dev.windrow.ingest.web.WebException;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.Optional;

/** Asks over HTTP. 404 and 410 say that there is nothing; an answer that is not JSON is asked for again, as after other failures that may pass. Thread-safe. */
public final class WebLookup implements Lookup {

  private static final ObjectMapper JSON = JsonMapper.builder()
      .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
      .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
      .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
      .build();

  private static final int NOT_FOUND = 404;
  private static final int GONE = 410;

  private final Caller caller;

  public WebLookup(Caller caller) {
    this.caller = caller;
  }

  @Override
  public Optional<JsonNode> find(URI url) throws InterruptedException, LookupException {
    try {
      return Optional.of(caller.get(new Ask(url, url, Map.of()), WebLookup::json));
    } catch (WebException e) {
      if (e.status().filter(status -> status == NOT_FOUND || status == GONE).isPresent()) {
        return Optional.empty();
      }
      throw new LookupException(e.getMessage(), e);
    }
  }

  private static JsonNode json(Answer answer) throws MalformedAnswerException {
    try {
      JsonNode json = JSON.readTree(answer.body());
      if (json.isMissingNode()) {
        throw new MalformedAnswerException("expected JSON, found nothing");
      }
      return json;
    } catch (JsonProcessingException e) {
      throw new MalformedAnswerException("expected JSON, found what is none: " + e.getOriginalMessage());
    } catch (IOException e) {
      throw new IllegalStateException("expected to read from memory", e);
    }
  }
}
