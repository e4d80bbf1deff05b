package dev.windrow.fuzz;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.windrow.event.EventSchema;
import dev.windrow.event.FieldPath;
import dev.windrow.event.RejectReason;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/**
 * What a decoder must make of a document: Jackson's tree of the decoded text, in which the last of several equal names counts, and
 * the rules S1, S8, S9, S10 and S11 as they are documented. Shares no code with the decoder: it knows neither bytes nor columns, builds
 * everything, and calculates with BigDecimals.
 *
 * <p>Valid is what Jackson takes for valid. That is the grammar of RFC 8259, but for half a surrogate pair as an escape in a name, which is not: in
 * other strings it is, though no group value can be made of it.
 *
 * <p>Its parser of characters takes letters whose low byte is a hexadecimal digit, such as U+FF41, for one in an escape of a name: it gets a question
 * mark instead.
 *
 * <p>Where Jackson's tree and our rules differ: numbers beyond what a BigDecimal can hold ({@link ExactNumbers}); the depth, which
 * Jackson is told; and the length of strings, which Jackson counts without escapes and we as they are written.
 */
final class Reference {

  private static final int MAX_DIGITS = 34;
  private static final int MAX_EXPONENT = 400;
  private static final BigDecimal END_OF_YEAR_9999 = new BigDecimal("253402300799999");
  private static final BigDecimal PLAIN_FROM = new BigDecimal("0.000001");
  private static final BigDecimal PLAIN_BELOW = new BigDecimal("1e21");
  private static final BigInteger MAX_FIXED = BigInteger.valueOf(Long.MAX_VALUE - 1);

  private static final Pattern FOREIGN_DIGIT = Pattern.compile("((?<!\\\\)(?:\\\\\\\\)*+\\\\u[0-9a-fA-F]{0,3})[^\\x00-\\x7f]");

  private final EventSchema schema;
  private final ObjectMapper mapper;

  /** A rule that a document breaks. */
  private static final class Rejected extends Exception {

    private final transient RejectReason reason;

    private Rejected(RejectReason reason) {
      super(reason.code(), null, false, false);
      this.reason = reason;
    }
  }

  Reference(EventSchema schema) {
    this.schema = schema;
    StreamReadConstraints onlyDepth = StreamReadConstraints.builder()
        .maxNestingDepth(schema.limits().depth())
        .maxNameLength(Integer.MAX_VALUE)
        .maxNumberLength(Integer.MAX_VALUE)
        .maxStringLength(Integer.MAX_VALUE)
        .build();
    mapper = JsonMapper.builder(JsonFactory.builder().streamReadConstraints(onlyDepth).build())
        .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
        .build();
  }

  /** The outcome for a record's value, which may be null, and its timestamp. */
  Outcome outcome(byte[] value, long recordTimestamp) {
    try {
      return judged(value, recordTimestamp);
    } catch (Rejected rejected) {
      return Outcome.rejected(rejected.reason);
    }
  }

  private Outcome judged(byte[] value, long recordTimestamp) throws Rejected {
    require(value != null && value.length > 0, RejectReason.NO_VALUE);
    require(value.length <= schema.limits().recordBytes(), RejectReason.TOO_LARGE);
    String text = text(value);
    JsonNode event = tree(text);
    require(event.isObject(), RejectReason.NOT_AN_OBJECT);
    require(longestString(text) <= schema.limits().stringBytes(), RejectReason.TOO_LARGE);

    long time = schema.time().isEmpty() ? 0 : time(at(event, schema.time().get()));
    List<String> values = new ArrayList<>();
    for (FieldPath path : schema.groupFields()) {
      values.add(group(at(event, path)));
    }
    for (FieldPath path : schema.numberFields()) {
      values.add(number(at(event, path)));
    }
    boolean wanted = schema.groupings().stream().anyMatch(columns -> columns.stream().noneMatch(column -> values.get(column).equals(Outcome.MISSING)));
    require(wanted, RejectReason.SKIPPED_BY_ALL);
    return new Outcome(Outcome.GOOD, settled(time, recordTimestamp), values);
  }

  private static String text(byte[] value) throws Rejected {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(value)).toString();
    } catch (CharacterCodingException notUtf8) {
      throw new Rejected(RejectReason.NOT_JSON);
    }
  }

  private JsonNode tree(String text) throws Rejected {
    try (JsonParser parser = new ExactNumbers(mapper.createParser(withoutForeignDigits(text)))) {
      JsonNode tree = mapper.readTree(parser);
      require(tree != null && parser.nextToken() == null, RejectReason.NOT_JSON);
      return tree;
    } catch (StreamConstraintsException tooDeep) {
      throw new Rejected(RejectReason.TOO_DEEP);
    } catch (JsonProcessingException malformed) {
      throw new Rejected(RejectReason.NOT_JSON);
    } catch (IOException fromMemory) {
      throw new UncheckedIOException(fromMemory);
    }
  }

  private static String withoutForeignDigits(String text) {
    return FOREIGN_DIGIT.matcher(text).replaceAll("$1?");
  }

  /** Bytes between the quotation marks of the longest string of a valid document. */
  private static int longestString(String json) {
    int longest = 0;
    for (int i = 0; i < json.length(); i++) {
      if (json.charAt(i) == '"') {
        int start = i + 1;
        for (i = start; json.charAt(i) != '"'; i++) {
          i += json.charAt(i) == '\\' ? 1 : 0;
        }
        longest = Math.max(longest, json.substring(start, i).getBytes(StandardCharsets.UTF_8).length);
      }
    }
    return longest;
  }

  private static JsonNode at(JsonNode event, FieldPath path) {
    JsonNode node = event;
    for (String name : path.names()) {
      node = node.path(name);
    }
    return node;
  }

  private static long time(JsonNode node) throws Rejected {
    require(!node.isMissingNode() && !node.isNull(), RejectReason.NO_TIMESTAMP);
    require(node.isNumber() || node.isTextual(), RejectReason.BAD_TIMESTAMP);
    BigDecimal time = node.isNumber() ? inRange(node) : timeOfText(node.textValue());
    BigDecimal ms = time.setScale(0, RoundingMode.FLOOR);
    require(ms.signum() >= 0, RejectReason.BEFORE_1970);
    require(ms.compareTo(END_OF_YEAR_9999) <= 0, RejectReason.OUT_OF_RANGE);
    return ms.longValueExact();
  }

  private static BigDecimal timeOfText(String text) throws Rejected {
    OptionalLong time = ReferenceTimes.ofText(text);
    require(time.isPresent(), RejectReason.BAD_TIMESTAMP);
    return BigDecimal.valueOf(time.getAsLong());
  }

  private static String group(JsonNode node) throws Rejected {
    if (node.isMissingNode()) {
      return Outcome.MISSING;
    }
    require(!node.isContainerNode(), RejectReason.WRONG_TYPE);
    if (node.isNumber()) {
      return canonical(inRange(node));
    }
    return node.isTextual() ? canonical(node.textValue()) : node.toString();
  }

  private static String number(JsonNode node) throws Rejected {
    if (node.isMissingNode() || node.isNull()) {
      return Outcome.NO_NUMBER;
    }
    require(node.isNumber(), RejectReason.WRONG_TYPE);
    BigDecimal number = inRange(node);
    BigDecimal billionths = number.movePointRight(9).stripTrailingZeros();
    return Outcome.number(number, billionths.scale() <= 0 && billionths.toBigInteger().abs().compareTo(MAX_FIXED) <= 0);
  }

  private static BigDecimal inRange(JsonNode node) throws Rejected {
    BigDecimal number = node.decimalValue().signum() == 0 ? BigDecimal.ZERO : node.decimalValue().stripTrailingZeros();
    require(number.precision() <= MAX_DIGITS && Math.abs(exponent(number)) <= MAX_EXPONENT, RejectReason.OUT_OF_RANGE);
    return number;
  }

  /** Of the first digit. */
  private static long exponent(BigDecimal number) {
    return number.precision() - 1L - number.scale();
  }

  private static String canonical(BigDecimal number) {
    BigDecimal size = number.abs();
    if (size.signum() == 0 || size.compareTo(PLAIN_FROM) >= 0 && size.compareTo(PLAIN_BELOW) < 0) {
      return number.toPlainString();
    }
    String digits = size.unscaledValue().toString();
    String mantissa = digits.length() == 1 ? digits : digits.charAt(0) + "." + digits.substring(1);
    return (number.signum() < 0 ? "-" : "") + mantissa + "e" + exponent(number);
  }

  private static String canonical(String text) throws Rejected {
    require(StandardCharsets.UTF_8.newEncoder().canEncode(text), RejectReason.WRONG_TYPE);
    StringBuilder json = new StringBuilder("\"");
    for (char c : text.toCharArray()) {
      int named = "\"\\\b\f\n\r\t".indexOf(c);
      json.append(named >= 0 ? "\\" + "\"\\bfnrt".charAt(named) : c < ' ' ? String.format("\\u%04x", (int) c) : c);
    }
    return json.append('"').toString();
  }

  private long settled(long time, long recordTimestamp) throws Rejected {
    if (schema.time().isEmpty()) {
      require(recordTimestamp >= 0, RejectReason.NO_TIMESTAMP);
      require(recordTimestamp <= END_OF_YEAR_9999.longValue(), RejectReason.OUT_OF_RANGE);
      return recordTimestamp;
    }
    require(recordTimestamp < 0 || time - recordTimestamp <= schema.maxAheadMs(), RejectReason.TOO_FAR_AHEAD);
    return time;
  }

  private static void require(boolean rule, RejectReason otherwise) throws Rejected {
    if (!rule) {
      throw new Rejected(otherwise);
    }
  }
}
