package dev.windrow.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.windrow.value.Group;
import dev.windrow.window.WindowResult;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Whatever names, groups and figures a result has, its key and value are JSON that Jackson reads as just that. */
@Tag("fuzz")
class ResultFuzzTest {

  private static final int RUNS = 3_000;
  private static final long END_OF_YEAR_9999 = 253_402_300_800_000L;
  private static final ObjectMapper MAPPER = JsonMapper.builder()
      .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS, DeserializationFeature.USE_BIG_INTEGER_FOR_INTS,
          DeserializationFeature.FAIL_ON_TRAILING_TOKENS, DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
      .build();

  @Test
  void resultsAreReadAsTheyAre() {
    Fuzz.of(ResultFuzzTest.class, RUNS, 0.05).run(seed -> check(new Random(seed)));
  }

  private static void check(Random random) {
    List<Object> group = values(random);
    List<WindowResult.Field> measures = IntStream.range(0, random.nextInt(4))
        .mapToObj(i -> new WindowResult.Field("m" + i + text(random), random.nextBoolean() ? number(random) : null)).toList();
    List<String> names = IntStream.range(0, group.size()).mapToObj(i -> "g" + i + text(random)).toList();
    long start = random.nextLong(END_OF_YEAR_9999);
    WindowResult result = new WindowResult(text(random), "out", start, start + 1 + random.nextInt(100_000), names, Group.of(group), measures,
        WindowResult.Status.REVISED, random.nextLong(1, Long.MAX_VALUE));

    JsonNode key = tree(result.json().key());
    JsonNode value = tree(result.valueJson());
    assertThat(key.size()).isEqualTo(3 + group.size());
    assertThat(value.size()).isEqualTo(key.size() + measures.size() + 2);
    for (JsonNode json : List.of(key, value)) {
      assertThat(json.get("aggregation").textValue()).isEqualTo(result.aggregation());
      assertThat(Instant.parse(json.get("window_start").textValue()).toEpochMilli()).isEqualTo(result.start());
      assertThat(Instant.parse(json.get("window_end").textValue()).toEpochMilli()).isEqualTo(result.end());
      IntStream.range(0, names.size()).forEach(i -> assertSame(json.get(names.get(i)), group.get(i)));
    }
    measures.forEach(measure -> assertSame(value.get(measure.name()), measure.value()));
    assertThat(value.get("revision").longValue()).isEqualTo(result.revision());
  }

  private static void assertSame(JsonNode found, Object expected) {
    if (expected instanceof BigDecimal number) {
      assertThat(found.decimalValue()).isEqualByComparingTo(number);
    } else {
      assertThat(found.isNull() ? null : found.isBoolean() ? (Object) found.booleanValue() : found.textValue()).isEqualTo(expected);
    }
  }

  private static JsonNode tree(byte[] json) {
    try {
      return MAPPER.readTree(StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(json)).toString());
    } catch (CharacterCodingException | JsonProcessingException malformed) {
      throw new AssertionError("no JSON: " + DecoderFuzz.shown(json), malformed);
    }
  }

  private static List<Object> values(Random random) {
    List<Object> values = new ArrayList<>();
    for (int count = random.nextInt(4); count > 0; count--) {
      values.add(switch (random.nextInt(5)) {
        case 0 -> null;
        case 1 -> random.nextBoolean();
        case 2 -> number(random);
        default -> text(random);
      });
    }
    return values;
  }

  /** In range by rule S11. */
  private static BigDecimal number(Random random) {
    return new BigDecimal(new BigInteger(1 + random.nextInt(112), random), random.nextInt(760) - 360).multiply(BigDecimal.valueOf(random.nextInt(3) - 1));
  }

  /** Any characters but half surrogate pairs. */
  private static String text(Random random) {
    StringBuilder text = new StringBuilder();
    for (int count = random.nextInt(12); count > 0; count--) {
      int codePoint = random.nextInt(random.nextBoolean() ? 0x80 : random.nextBoolean() ? 0x800 : 0x110000);
      text.appendCodePoint(codePoint >= 0xD800 && codePoint < 0xE000 ? '?' : codePoint);
    }
    return text.toString();
  }
}
