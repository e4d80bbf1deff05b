package dev.windrow.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;

class TokensTest {

  private static final String READ = "r".repeat(32);
  private static final String OTHER = "o".repeat(40);
  private static final String ADMIN = "~!" + "a".repeat(30);

  @Test
  void eachTokenHasItsRole() throws CredentialsException {
    Tokens tokens = Tokens.parse("tokens", "# dashboards\r\n\r\n  read\t" + READ + "\nadmin   " + ADMIN + "\nwrite " + OTHER);
    assertThat(tokens.role(READ)).contains(Role.READ);
    assertThat(tokens.role(OTHER)).contains(Role.WRITE);
    assertThat(tokens.role(ADMIN)).contains(Role.ADMIN);
  }

  @Test
  void nothingElseIsAToken() throws CredentialsException {
    Tokens tokens = Tokens.parse("tokens", "admin " + ADMIN);
    for (String wrong : new String[] {"", READ, ADMIN + "a", ADMIN.substring(1), ADMIN.toUpperCase(), "admin " + ADMIN, " " + ADMIN, "\u0000"}) {
      assertThat(tokens.role(wrong)).as(wrong).isEmpty();
    }
  }

  @Test
  void instancesShowTheFirstTokenThatMayReadOnly() throws CredentialsException {
    assertThat(Tokens.parse("tokens", "admin " + ADMIN + "\nread " + READ + "\nread " + OTHER).peer()).contains(READ);
    assertThat(Tokens.parse("tokens", "admin " + ADMIN).peer()).isEmpty();
  }

  @Test
  void adminMayAllAndTheOthersOneThingEach() {
    for (Role role : Role.values()) {
      assertThat(Role.ADMIN.covers(role)).isTrue();
      assertThat(Role.READ.covers(role)).isEqualTo(role == Role.READ);
      assertThat(Role.WRITE.covers(role)).isEqualTo(role == Role.WRITE);
    }
  }

  @Test
  void whatIsNoTokenFileIsRefusedWithItsLineAndWithoutItsContent() {
    assertRefused("", "tokens: expected at least one line with a role and a token, found none");
    assertRefused("# nobody\n", "tokens: expected at least one line with a role and a token, found none");
    assertRefused("read " + READ + "\nread short-secret",
        "tokens, line 2: expected a token of at least 32 characters, found 12; 'openssl rand -hex 32' makes one");
    assertRefused("\nowner " + READ, "tokens, line 2: expected 'read', 'write' or 'admin', a blank and a token of visible ASCII characters");
    assertRefused("read", "tokens, line 1: expected 'read', 'write' or 'admin', a blank and a token of visible ASCII characters");
    assertRefused("read " + READ + " " + READ, "tokens, line 1: expected 'read', 'write' or 'admin', a blank and a token of visible ASCII characters");
    assertRefused("read ä" + READ, "tokens, line 1: expected 'read', 'write' or 'admin', a blank and a token of visible ASCII characters");
  }

  private static void assertRefused(String text, String message) {
    assertThatExceptionOfType(CredentialsException.class).isThrownBy(() -> Tokens.parse("tokens", text)).withMessage(message);
  }
}
