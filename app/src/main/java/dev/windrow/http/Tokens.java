package dev.windrow.http;

import dev.windrow.value.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The tokens of a token file. Compares in a time that does not depend on how much of a token is right, nor on which one it is. */
final class Tokens {

  private static final Pattern LINE = Pattern.compile("(read|write|admin)[ \\t]+([\\x21-\\x7e]+)");
  private static final int FEWEST_CHARACTERS = 32;

  private final List<Entry> entries;
  private final Optional<String> peer;

  private Tokens(List<Entry> entries, Optional<String> peer) {
    this.entries = List.copyOf(entries);
    this.peer = peer;
  }

  private record Entry(Role role, byte[] hash) {}

  /**
   * Reads a token file's text.
   *
   * @param file its name, for messages
   */
  static Tokens parse(String file, String text) throws CredentialsException {
    List<Entry> entries = new ArrayList<>();
    Optional<String> peer = Optional.empty();
    int number = 0;
    for (String raw : text.split("\n", -1)) {
      number++;
      String line = raw.strip();
      if (!line.isEmpty() && !line.startsWith("#")) {
        Matcher form = form(file, number, line);
        Role role = Role.valueOf(form.group(1).toUpperCase(Locale.ROOT));
        entries.add(new Entry(role, hash(form.group(2))));
        peer = peer.isEmpty() && role == Role.READ ? Optional.of(form.group(2)) : peer;
      }
    }
    if (entries.isEmpty()) {
      throw new CredentialsException(file + ": expected at least one line with a role and a token, found none");
    }
    return new Tokens(entries, peer);
  }

  /** The role of whoever shows {@code token}; empty for a stranger. */
  Optional<Role> role(String token) {
    byte[] hash = hash(token);
    Optional<Role> found = Optional.empty();
    for (Entry entry : entries) {
      if (MessageDigest.isEqual(entry.hash(), hash)) {
        found = Optional.of(entry.role());
      }
    }
    return found;
  }

  /** What an instance shows to others: the first token that may read. */
  Optional<String> peer() {
    return peer;
  }

  private static Matcher form(String file, int number, String line) throws CredentialsException {
    Matcher form = LINE.matcher(line);
    if (!form.matches()) {
      throw new CredentialsException(file + ", line " + number + ": expected 'read', 'write' or 'admin', a blank and a token of visible ASCII characters");
    }
    int length = form.group(2).length();
    if (length < FEWEST_CHARACTERS) {
      throw new CredentialsException(file + ", line " + number + ": expected a token of at least " + FEWEST_CHARACTERS + " characters, found " + length
          + "; 'openssl rand -hex 32' makes one");
    }
    return form;
  }

  /** Of one length whatever the token's: comparing tells nothing of it. */
  private static byte[] hash(String token) {
    return Sha256.of(token.getBytes(StandardCharsets.UTF_8));
  }
}
