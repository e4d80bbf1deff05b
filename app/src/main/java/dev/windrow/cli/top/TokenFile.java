package dev.windrow.cli.top;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A file with a token: that alone, or the file that the service itself reads, of which the first token that may read is taken. Read anew each time,
 * because files change.
 */
record TokenFile(Path file) {

  private static final Pattern LINE = Pattern.compile("(?:(read|admin)[ \\t]+)?([\\x21-\\x7e]+)");
  private static final long MOST_BYTES = 1 << 20;

  /** @throws IOException when there is no token to be had, with a message for people */
  String token() throws IOException {
    List<Matcher> lines = text().lines().map(String::strip).filter(line -> !line.isEmpty() && !line.startsWith("#")).map(LINE::matcher).toList();
    Optional<Matcher> wrong = lines.stream().filter(line -> !line.matches()).findFirst();
    if (wrong.isPresent() || lines.isEmpty()) {
      throw new IOException("expected a token, or lines of 'read' or 'admin', a blank and a token in " + file);
    }
    return lines.stream().filter(line -> !"admin".equals(line.group(1))).findFirst().orElse(lines.get(0)).group(2);
  }

  private String text() throws IOException {
    try {
      if (Files.size(file) > MOST_BYTES) {
        throw new IOException("expected a token in " + file + ", found more than 1 MiB");
      }
      return Files.readString(file, StandardCharsets.US_ASCII);
    } catch (CharacterCodingException e) {
      throw new IOException("expected a token of ASCII characters in " + file, e);
    } catch (NoSuchFileException e) {
      throw new IOException("there is no file " + file, e);
    } catch (AccessDeniedException e) {
      throw new IOException("there is no permission to read " + file, e);
    }
  }
}
