package dev.windrow.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.windrow.value.Decimals;
import dev.windrow.value.Group;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * Random documents and random damage to them, judged by the decoder and by Jackson's tree model over decoded text, which shares neither
 * the byte parser nor the walk with it: the same verdict, and the same values.
 */
class TreeModelTest {

  private static final List<String> GROUPS = List.of("k", "a.b", "a.b.c");
  private static final List<String> NUMBERS = List.of("v", "a.c", "k");
  private static final List<List<Integer>> GROUPINGS = List.of(List.of(0), List.of(1, 2));
  private static final EventSchema SCHEMA = Events.schema("t", GROUPS, NUMBERS, GROUPINGS, Limits.DEFAULTS);
  private static final ObjectMapper MAPPER = JsonMapper.builder()
      .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS, DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
      .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
      .build();
  private static final BigDecimal MAX_TIME = new BigDecimal(Timestamps.MAX);

  /** The tree model gives up on valid numbers with more than ten digits of exponent; damage makes one now and then. */
  private static final List<Object> BEYOND_JACKSON = List.of("beyond Jackson");

  private final EventDecoder decoder = new EventDecoder(SCHEMA);
  private final Map<String, Integer> verdicts = new TreeMap<>();

  @Test
  void randomDocumentsAreReadAsTheTreeModelReadsThem() {
    compare(20_000, 0);
    assertThat(verdicts.get("good")).isGreaterThan(4_000);
    assertThat(verdicts).containsKeys("bad-timestamp", "before-1970", "no-timestamp", "not-an-object", "out-of-range", "skipped-by-all",
        "wrong-type");
  }

  @Test
  void damagedDocumentsAreJudgedAsTheTreeModelJudgesThem() {
    compare(30_000, 4);
    assertThat(verdicts.get("not-json")).isGreaterThan(10_000);
    assertThat(verdicts.get("good")).isGreaterThan(2_000);
  }

  private void compare(int documents, int maxDamage) {
    int perBatch = 10;
    for (long seed = 1; seed <= documents / perBatch; seed++) {
      Random random = new Random(seed);
      byte[][] values = new byte[perBatch][];
      for (int i = 0; i < perBatch; i++) {
        values[i] = damaged(random, Events.utf8(new RandomJson(random).document()), maxDamage == 0 ? 0 : random.nextInt(maxDamage));
      }
      EventBatch batch = Events.batch(decoder, values);
      for (int row = 0; row < perBatch; row++) {
        List<Object> expected = expected(values[row]);
        if (!expected.equals(actual(batch, row)) && !expected.equals(BEYOND_JACKSON)) {
          assertThat(actual(batch, row)).as("seed %d: %s", seed, new String(values[row], StandardCharsets.UTF_8)).isEqualTo(expected);
        }
        verdicts.merge(Events.verdict(batch, row), 1, Integer::sum);
      }
    }
  }

  private static List<Object> actual(EventBatch batch, int row) {
    if (!batch.isGood(row)) {
      return List.of(batch.reject(row).reason());
    }
    List<Object> values = new ArrayList<>(List.of(batch.time(row)));
    for (int column = 0; column < GROUPS.size(); column++) {
      values.add(Events.group(batch, column, row));
    }
    for (int column = 0; column < NUMBERS.size(); column++) {
      values.add(Events.number(batch, column, row));
    }
    return values;
  }

  private static List<Object> expected(byte[] document) {
    if (document.length == 0) {
      return List.of(RejectReason.NO_VALUE);
    }
    JsonNode tree;
    try {
      tree = MAPPER.readTree(StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(document)).toString());
    } catch (CharacterCodingException | JsonProcessingException malformed) {
      return List.of(RejectReason.NOT_JSON);
    } catch (NumberFormatException hugeExponent) {
      return BEYOND_JACKSON;
    }
    if (tree.isMissingNode()) {
      return List.of(RejectReason.NOT_JSON);
    }
    return tree.isObject() ? expected(tree) : List.of(RejectReason.NOT_AN_OBJECT);
  }

  private static List<Object> expected(JsonNode event) {
    List<Object> values = new ArrayList<>();
    values.add(time(event.path("t")));
    GROUPS.forEach(path -> values.add(group(at(event, path))));
    NUMBERS.forEach(path -> values.add(number(at(event, path))));
    for (Object value : values) {
      if (value instanceof RejectReason) {
        return List.of(value);
      }
    }
    boolean skipped = GROUPINGS.stream().allMatch(columns -> columns.stream().anyMatch(column -> values.get(1 + column).equals("missing")));
    long time = (Long) values.get(0);
    if (skipped) {
      return List.of(RejectReason.SKIPPED_BY_ALL);
    }
    return time > Events.RECORD_TIME + Events.MAX_AHEAD ? List.of(RejectReason.TOO_FAR_AHEAD) : values;
  }

  private static Object time(JsonNode node) {
    if (node.isMissingNode() || node.isNull()) {
      return RejectReason.NO_TIMESTAMP;
    }
    if (node.isNumber() && Decimals.parse(node.decimalValue().toString()).isEmpty()) {
      return RejectReason.OUT_OF_RANGE;
    }
    if (!node.isNumber() && !node.isTextual()) {
      return RejectReason.BAD_TIMESTAMP;
    }
    BigDecimal time = node.isNumber() ? node.decimalValue() : new BigDecimal(ReferenceTimes.ofText(node.textValue()));
    if (time.longValue() == Timestamps.NOT_A_TIME) {
      return RejectReason.BAD_TIMESTAMP;
    }
    BigDecimal whole = time.setScale(0, RoundingMode.FLOOR);
    if (whole.signum() < 0) {
      return RejectReason.BEFORE_1970;
    }
    return whole.compareTo(MAX_TIME) > 0 ? RejectReason.OUT_OF_RANGE : (Object) whole.longValue();
  }

  private static Object group(JsonNode node) {
    if (node.isMissingNode()) {
      return "missing";
    }
    if (node.isContainerNode()) {
      return RejectReason.WRONG_TYPE;
    }
    Object value = node.isTextual() ? node.textValue() : node.isBoolean() ? (Object) node.booleanValue() : null;
    if (node.isNumber()) {
      value = Decimals.parse(node.decimalValue().toString()).orElse(null);
      if (value == null) {
        return RejectReason.OUT_OF_RANGE;
      }
    }
    try {
      String array = Group.of(Collections.singletonList(value)).toString();
      return array.substring(1, array.length() - 1);
    } catch (IllegalArgumentException halfPair) {
      return RejectReason.WRONG_TYPE;
    }
  }

  private static Object number(JsonNode node) {
    if (node.isMissingNode() || node.isNull()) {
      return null;
    }
    if (!node.isNumber()) {
      return RejectReason.WRONG_TYPE;
    }
    return Decimals.parse(node.decimalValue().toString()).map(Object.class::cast).orElse(RejectReason.OUT_OF_RANGE);
  }

  private static JsonNode at(JsonNode event, String path) {
    JsonNode node = event;
    for (String name : path.split("\\.")) {
      node = node.isObject() ? node.path(name) : MAPPER.missingNode();
    }
    return node;
  }

  private static byte[] damaged(Random random, byte[] document, int changes) {
    byte[] alphabet = Events.utf8("{}[]\",:\\/0123456789+-.eEutrfalsn \n\t\u0000\u0001é€😀NI'_#");
    byte[] result = document;
    for (int change = 0; change < changes && result.length > 0; change++) {
      int at = random.nextInt(result.length);
      int end = Math.min(result.length, at + random.nextInt(6));
      byte[] insert = {random.nextInt(8) == 0 ? (byte) random.nextInt() : alphabet[random.nextInt(alphabet.length)]};
      result = switch (random.nextInt(6)) {
        case 0 -> Arrays.copyOf(result, at);
        case 1 -> spliced(result, at, end, new byte[0]);
        case 2 -> spliced(result, at, at, Arrays.copyOfRange(result, at, end));
        case 3 -> spliced(result, at, at, insert);
        case 4 -> spliced(result, result.length, result.length, insert);
        default -> spliced(result, at, at + 1, insert);
      };
    }
    return result;
  }

  private static byte[] spliced(byte[] bytes, int from, int to, byte[] insert) {
    byte[] result = Arrays.copyOf(bytes, bytes.length - (to - from) + insert.length);
    System.arraycopy(insert, 0, result, from, insert.length);
    System.arraycopy(bytes, to, result, from + insert.length, bytes.length - to);
    return result;
  }
}
