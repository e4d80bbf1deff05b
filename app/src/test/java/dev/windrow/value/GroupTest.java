package dev.windrow.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GroupTest {

  @Test
  void theCanonicalFormIsJsonWithoutBlanks() {
    Group group = Group.of(Arrays.asList("login", new BigDecimal("42.0"), null, true, false));
    assertThat(group).hasToString("[\"login\",42,null,true,false]");
    assertThat(group.size()).isEqualTo(5);
    assertThat(group.values()).containsExactly("login", new BigDecimal("42"), null, true, false);
    assertThat(Group.of(List.of())).hasToString("[]");
    assertThat(Group.of(List.of()).values()).isEmpty();
  }

  @Test
  void anyUnicodeReadsBack() {
    String text = "é漢😀\u0000\u001f\"\\/\b\f\n\r\t\u007f\u2028,]";
    Group group = Group.of(List.of(text, "", "null"));
    assertThat(group.values()).containsExactly(text, "", "null");
    assertThat(Group.ofCanonical(group.bytes()).values()).containsExactly(text, "", "null");
  }

  @Test
  void textsAreThoseOfTheValues() {
    List<Object> values = Arrays.asList("a,b]\"\\\"", "", "é漢😀\u0000,", new BigDecimal("-1.5e25"), null, true, "]", "\\");

    assertThat(Group.of(values).texts()).containsExactly(
        "\"a,b]\\\"\\\\\\\"\"", "\"\"", "\"é漢😀\\u0000,\"", "-1.5e25", "null", "true", "\"]\"", "\"\\\\\"");
    assertThat(Group.of(List.of("one")).texts()).containsExactly("\"one\"");
    assertThat(Group.of(List.of("one", "", "t,w]o")).texts()).containsExactly("\"one\"", "\"\"", "\"t,w]o\"");
    assertThat(Group.of(List.of()).texts()).isEmpty();
    assertThatThrownBy(() -> Group.ofCanonical("[1,\"a]".getBytes(StandardCharsets.UTF_8)).texts()).isInstanceOf(MalformedBytesException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "7", "-7", "100", "1000000", "-120", "999999999999999999", "1000000000000000000", "-100000000000000000000", "1e21", "1.5", "0.1", "-0.1"})
  void numbersAreWrittenAsTheyAreInResults(String number) {
    Group group = Group.of(Arrays.asList(new BigDecimal(number), "a", new BigDecimal(number)));

    assertThat(group.texts()).containsExactly(number, "\"a\"", number);
    assertThat(group.values()).containsExactly(
        new BigDecimal(number).stripTrailingZeros(), "a", new BigDecimal(number).stripTrailingZeros());
  }

  @Test
  void equalValuesMakeEqualGroups() {
    Group one = Group.of(List.of(new BigDecimal("1")));
    assertThat(one).isEqualTo(Group.of(List.of(new BigDecimal("1.00")))).hasSameHashCodeAs(Group.of(List.of(new BigDecimal("1.00"))));
    assertThat(one).isEqualTo(Group.ofCanonical("[1]".getBytes(StandardCharsets.UTF_8)));
    assertThat(one).isNotEqualTo(Group.of(List.of("1")));
  }

  @Test
  void orderIsThatOfUnsignedBytes() {
    assertThat(Group.of(List.of("é"))).isGreaterThan(Group.of(List.of("z")));
    assertThat(Group.of(List.of("a"))).isLessThan(Group.of(List.of("b")));
    assertThat(Group.of(List.of("a"))).isEqualByComparingTo(Group.of(List.of("a")));
  }

  @Test
  void whatIsNoGroupValueIsRefused() {
    assertThatThrownBy(() -> Group.of(List.of(1))).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("java.lang.Integer");
    assertThatThrownBy(() -> Group.of(List.of("\ud800"))).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("surrogate");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[", "[1", "[1,", "[1,]", "[,1]", "1]", "[1]]", "[\"a]", "[\"\\x\"]", "[\"\\u00g0\"]", "[tru]", "[1 ]",
      "[1e999]", "[{}]", "[1-2]", "[01]", "[1e--5]", "[-]", "[1.]", "[\"\\u12", "[1.0]", "[1e0]", "[-0]", "[-01]", "[00]", "[1000000000000000000000]", "[1", "[-", "[1x]", "[1\"a\"]",
      "[\"\\u0041\"]", "[\"\\/\"]", "[\"\\ud800\"]", "[\"\\u001F\"]",
      "[\"a\"]x", "[\"a\",]", "x\"a\"]", "[\"a\"b]", "[\"a\"", "[\"a\",\"b\"", "[\"a\"\"b\"]", "[\"a\t\"]"})
  void bytesThatAreNotCanonicalAreRefused(String json) {
    Group group = Group.ofCanonical(json.getBytes(StandardCharsets.UTF_8));
    assertThatThrownBy(group::values).isInstanceOf(MalformedBytesException.class).hasMessageContaining("canonical");
    assertThatThrownBy(group::texts).isInstanceOf(MalformedBytesException.class).hasMessageContaining("canonical");
  }

  @Test
  void bytesThatAreNotUtf8AreRefused() {
    Group group = Group.ofCanonical(new byte[] {'[', '"', (byte) 0xff, '"', ']'});
    assertThatThrownBy(group::values).isInstanceOf(MalformedBytesException.class).hasMessageContaining("UTF-8");
    assertThatThrownBy(group::texts).isInstanceOf(MalformedBytesException.class).hasMessageContaining("UTF-8");
  }

  @ParameterizedTest
  @CsvSource(quoteCharacter = '`', value = {"a\"b, `\"a\\\"b\"`", "a\\b, `\"a\\\\b\"`", "a/b, `\"a/b\"`", "é, `\"é\"`", "``, `\"\"`"})
  void stringsEscapeOnlyWhatTheyMust(String text, String json) {
    assertThat(JsonText.quoted(text)).isEqualTo(json);
  }

  @Test
  void controlCharactersAreEscaped() {
    assertThat(JsonText.quoted("\b\f\n\r\t\u0000\u001f\u007f")).isEqualTo("\"\\b\\f\\n\\r\\t\\u0000\\u001f\u007f\"");
  }
}
