package dev.windrow.cli.top;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class TokenFileTest {

  @TempDir
  private Path folder;

  @ParameterizedTest
  @CsvSource({"'secret\n', secret", "'  secret  ', secret", "'# mine\n\nsecret', secret", "'admin a\nread r\nread s', r", "'admin a', a", "'read\tr', r"})
  void itIsATokenAloneOrTheFirstThatMayReadOfTheServicesOwnFile(String text, String token) throws IOException {
    assertThat(file(text).token()).isEqualTo(token);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "# nothing", "write x", "two words here", "Größe"})
  void whatHasNoTokenIsSaid(String text) throws IOException {
    TokenFile file = file(text);

    assertThatExceptionOfType(IOException.class).isThrownBy(file::token).withMessageStartingWith("expected a token").withMessageContaining(file.file().toString());
  }

  @Test
  void aFileThatIsNotThereIsSaid() {
    assertThatExceptionOfType(IOException.class).isThrownBy(() -> new TokenFile(folder.resolve("none")).token()).withMessageStartingWith("there is no file");
  }

  private TokenFile file(String text) throws IOException {
    return new TokenFile(Files.writeString(folder.resolve("token"), text));
  }
}
