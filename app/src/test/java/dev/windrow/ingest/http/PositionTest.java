package dev.windrow.ingest.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PositionTest {

  @Test
  void whatIsWrittenIsReadAgain() {
    Validators validators = new Validators(Optional.of("W/\"a\""), Optional.of("Fri, 20 Nov 2026 10:15:40 GMT"));
    for (Position position : List.of(Position.START, Position.at(7), Position.at(0), Position.at("https://h/a?b=\"", 6), Position.ended(validators))) {
      assertThat(Position.read(Optional.of(position.text()))).isEqualTo(position);
    }
    assertThat(Position.at("abc", 6).text()).isEqualTo("{\"next\":\"abc\",\"pages\":6}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "7", "null", "{", "[1]", "{\"number\":\"x\"}", "{\"number\":1.5}", "{\"next\":5}"})
  void whatItDoesNotUnderstandIsTheFirstPage(String text) {
    assertThat(Position.read(Optional.of(text))).isEqualTo(Position.START);
    assertThat(Position.read(Optional.empty())).isEqualTo(Position.START);
  }
}
