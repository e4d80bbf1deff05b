package dev.windrow.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/** Reads a whole small file as UTF-8; what is in the way becomes a problem. */
final class TextFile {

  private static final int MOST_BYTES = 1 << 20;

  private TextFile() {}

  static Optional<String> read(Path file, String problemPath, Problems problems) {
    try {
      return Optional.of(text(file));
    } catch (IOException e) {
      problems.add(problemPath, found(file, e), "a readable file", "");
      return Optional.empty();
    }
  }

  private static String text(Path file) throws IOException {
    if (Files.isDirectory(file)) {
      throw new IOException("a folder");
    }
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(MOST_BYTES + 1);
      if (bytes.length > MOST_BYTES) {
        throw new IOException("a file of more than " + Quantity.SIZE.text(MOST_BYTES));
      }
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }
  }

  private static String found(Path file, IOException e) {
    if (e instanceof NoSuchFileException) {
      return "no file " + Problem.quote(file.toString());
    } else if (e instanceof AccessDeniedException) {
      return "no permission to read " + Problem.quote(file.toString());
    } else if (e instanceof CharacterCodingException) {
      return "bytes that are not UTF-8";
    }
    return String.valueOf(e.getMessage());
  }
}
