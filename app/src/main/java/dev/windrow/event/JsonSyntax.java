package dev.windrow.event;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;

/** How documents are parsed whose length is bounded already, and what is found in them called. */
public final class JsonSyntax {

  private JsonSyntax() {}

  /** Only the depth is left to the parser to limit; everything else is bounded by the length of the document. */
  public static JsonFactoryBuilder limitedTo(int depth) {
    StreamReadConstraints constraints = StreamReadConstraints.builder()
        .maxNestingDepth(depth)
        .maxNameLength(Integer.MAX_VALUE)
        .maxStringLength(Integer.MAX_VALUE)
        .maxNumberLength(Integer.MAX_VALUE)
        .build();
    return new JsonFactoryBuilder()
        .streamReadConstraints(constraints)
        .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
        .disable(JsonFactory.Feature.FAIL_ON_SYMBOL_HASH_OVERFLOW);
  }

  /** In words, what a value is that begins with {@code token} and is no object. */
  public static String kind(JsonToken token) {
    return switch (token) {
      case START_ARRAY -> "an array";
      case VALUE_STRING -> "a string";
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> "a number";
      case VALUE_NULL -> "null";
      default -> "a boolean";
    };
  }
}
