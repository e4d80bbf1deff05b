package dev.windrow.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.windrow.config.UrlTemplate.Piece;
import dev.windrow.config.UrlTemplate.Text;
import dev.windrow.event.FieldPath;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UrlTemplateTest {

  @Test
  void segmentsAndQueryAreMadeOfFieldsAndWhatIsAroundThem() {
    UrlTemplate template = UrlTemplate.parse("https://a.example:8443/v1/user-{user.id}.json?lang={lang}&full=1");

    assertThat(template.origin()).isEqualTo("https://a.example:8443");
    assertThat(template.segments()).containsExactly(
        new Text(List.of(new Piece.Fixed("v1"))),
        new Text(List.of(new Piece.Fixed("user-"), new Piece.Field(FieldPath.parse("user.id")), new Piece.Fixed(".json"))));
    assertThat(template.query()).contains(
        new Text(List.of(new Piece.Fixed("lang="), new Piece.Field(FieldPath.parse("lang")), new Piece.Fixed("&full=1"))));
  }

  @ParameterizedTest
  @ValueSource(strings = {
      "http://a/{b}", "https://a.example:8443/v1/user-{user.id}.json?lang={lang}&full=1", "http://a?b={c}", "http://a/{b}/", "http://a//{b}", "http://a/{b}{c}?",
      "http://[::1]:80/{b}", "HTTPS://a/%20{b}"})
  void itIsWrittenAsItWasRead(String text) {
    assertThat(UrlTemplate.parse(text)).hasToString(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {
      "", "http://a/b", "ftp://a/{b}", "//a/{b}", "/users/{b}", "http://{b}/c", "http://{b}.example/c", "http://a:{b}/c", "{b}://a/c", "http:///{b}", "http://a/{b}#c",
      "http://a#{b}", "http://a/{", "http://a/{b}/}", "http://a/{b}{", "http://a/{}", "http://a/{b..c}", "http://a/{.b}", "http://a/{b/c}", "http://a/{{b}}", "http://a/{b} c",
      "http://u:p@a/{b}", "http://a\\b/{c}", "http://a/%2{b}", "http://a/|{b}", "http://a.example@evil.example/{b}"})
  void whatIsNoneIsRefused(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> UrlTemplate.parse(text));
  }
}
