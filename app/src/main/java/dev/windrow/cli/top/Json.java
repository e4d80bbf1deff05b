package dev.windrow.cli.top;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;

/** Answers as JSON. Numbers keep all their digits; what a newer instance adds is left aside. */
final class Json {

  private static final ObjectMapper MAPPER = JsonMapper.builder()
      .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
      .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
      .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
      .addModule(new SimpleModule().addDeserializer(Instant.class, new Time()))
      .build();

  private Json() {}

  private static final class Time extends StdScalarDeserializer<Instant> {

    Time() {
      super(Instant.class);
    }

    @Override
    public Instant deserialize(JsonParser parser, DeserializationContext context) throws IOException {
      try {
        return Instant.parse(parser.getText());
      } catch (DateTimeException e) {
        return (Instant) context.handleWeirdStringValue(Instant.class, parser.getText(), "expected a time like 2026-11-20T10:15:30Z");
      }
    }
  }

  static JsonNode tree(byte[] answer) throws Refusal {
    try {
      JsonNode tree = MAPPER.readTree(answer);
      return tree == null ? MAPPER.missingNode() : tree;
    } catch (IOException e) {
      throw strange();
    }
  }

  static <T> T as(Class<T> type, JsonNode answer) throws Refusal {
    try {
      T value = MAPPER.treeToValue(answer, type);
      if (value != null) {
        return value;
      }
    } catch (JsonProcessingException | IllegalArgumentException e) {
      throw strange();
    }
    throw strange();
  }

  private static Refusal strange() {
    return new Refusal(Refusal.Kind.STRANGER, "is no Windrow, or none of this version (its answer is not what was expected)");
  }
}
