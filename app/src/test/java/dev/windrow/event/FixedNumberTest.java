package dev.windrow.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.windrow.value.Decimals;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FixedNumberTest {

  private static final int RUNS = 300_000;
  private static final Pattern JSON_NUMBER = Pattern.compile("-?(0|[1-9]\\d*)(\\.\\d+)?([eE][+-]?\\d+)?");

  private final FixedNumber number = new FixedNumber();

  @ParameterizedTest
  @ValueSource(strings = {
    "0", "-0", "7", "-7", "10", "0.5", "-0.5", "39.14392", "0.123456789", "1.000000000", "9223372036.854775806", "-9223372036.854775806", "9223372035",
  })
  void numberIsReadUpToItsEnd(String text) {
    byte[] json = bytes("[" + text + ",1]");

    assertThat(number.end(json, 1, json.length)).isEqualTo(1 + text.length());
    assertThat(number.value()).isEqualTo(Decimals.fixed(bytes(text), 0, text.length()));
  }

  @ParameterizedTest
  @ValueSource(strings = {
    "", "-", "01", "-01", "00", "5.", "-.5", ".5", "1e3", "1E3", "1.5e3", "0e0", "0.1234567890", "9223372036.854775807", "9223372037", "12345678901234567890",
    "18446744073709551617", "1.2345678901234567890", "true", "\"1\"",
  })
  void whatIsNoNumberOrHasNoFixedFormIsLeftToOthers(String text) {
    byte[] json = bytes("[" + text + ",1]");

    assertThat(number.end(json, 1, json.length)).isEqualTo(FixedNumber.NONE);
  }

  @Test
  void documentThatEndsInANumberIsLeftToOthers() {
    for (String text : new String[] {"1", "-", "1.", "1.5", "-1.5"}) {
      assertThat(number.end(bytes(text), 0, text.length())).as(text).isEqualTo(FixedNumber.NONE);
    }
  }

  @Test
  void anyTextIsReadAsItsTwoStepsWouldOrLeftToOthers() {
    Random random = new Random(1);
    int read = 0;
    for (int run = 0; run < RUNS; run++) {
      String text = text(random) + ",";
      byte[] json = bytes(text);
      int end = number.end(json, 0, json.length);
      if (end != FixedNumber.NONE) {
        read++;
        Matcher expected = JSON_NUMBER.matcher(text);
        assertThat(expected.lookingAt()).as(text).isTrue();
        assertThat(end).as(text).isEqualTo(expected.end());
        assertThat(number.value()).as(text).isEqualTo(Decimals.fixed(json, 0, end)).isNotEqualTo(Decimals.NOT_FIXED);
      }
    }
    assertThat(read).isGreaterThan(RUNS / 10);
  }

  /** Mostly digits. */
  private static String text(Random random) {
    String rare = ".-+eE0 ]";
    StringBuilder text = new StringBuilder();
    for (int length = 1 + random.nextInt(22); length > 0; length--) {
      text.append(random.nextInt(8) == 0 ? rare.charAt(random.nextInt(rare.length())) : (char) ('0' + random.nextInt(10)));
    }
    return text.toString();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
