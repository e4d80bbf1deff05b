package dev.windrow.fuzz;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.util.JsonParserDelegate;
import java.io.IOException;
import java.math.BigDecimal;

/**
 * Gives numbers as the BigDecimal that they are. Jackson gives up on exponents that an int cannot hold, though they are valid JSON: what
 * is not zero is then as good as any other number far out of range.
 */
final class ExactNumbers extends JsonParserDelegate {

  private static final BigDecimal FAR_OUT_OF_RANGE = new BigDecimal("1e1000000");
  private static final int SHORTEST_HUGE_EXPONENT = 9;

  ExactNumbers(JsonParser parser) {
    super(parser);
  }

  @Override
  public NumberType getNumberType() throws IOException {
    return currentToken() == JsonToken.VALUE_NUMBER_FLOAT ? NumberType.BIG_DECIMAL : super.getNumberType();
  }

  @Override
  public BigDecimal getDecimalValue() throws IOException {
    String[] parts = getText().split("[eE]");
    boolean huge = parts.length == 2 && parts[1].replaceFirst("^[+-]?0*", "").length() >= SHORTEST_HUGE_EXPONENT;
    if (!huge) {
      return new BigDecimal(getText());
    }
    return parts[0].matches("[-0.]*+") ? BigDecimal.ZERO : FAR_OUT_OF_RANGE;
  }
}
