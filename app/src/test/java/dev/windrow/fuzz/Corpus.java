package dev.windrow.fuzz;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/**
 * The documents below {@code src/test/resources/fuzz/documents}, each in the folder of the verdict that {@link Shape#STRICT} gives it. A {@code .json} file
 * is a document byte for byte, without a line feed that its last line would not have. A {@code .hex} file is written in hex: blanks
 * are free, {@code #} starts a comment, {@code 61*1000} is a byte (or several) that often.
 */
final class Corpus {

  private static final Path FOLDER = Path.of("src", "test", "resources", "fuzz", "documents");

  private static final List<Entry> ENTRIES = read();
  private static final List<Entry> GOOD = ENTRIES.stream().filter(entry -> entry.verdict().equals(Outcome.GOOD)).toList();

  /** A document and the verdict that it must get. */
  record Entry(String name, String verdict, byte[] document) {

    @Override
    public String toString() {
      return verdict + "/" + name;
    }
  }

  private Corpus() {
  }

  static List<Entry> entries() {
    return ENTRIES;
  }

  static List<Entry> good() {
    return GOOD;
  }

  private static List<Entry> read() {
    try (Stream<Path> files = Files.walk(FOLDER)) {
      return files.filter(Files::isRegularFile).sorted().map(Corpus::entry).toList();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static Entry entry(Path file) {
    try {
      String name = file.getFileName().toString();
      byte[] document = name.endsWith(".hex") ? bytes(Files.readString(file)) : Files.readAllBytes(file);
      return new Entry(name, file.getParent().getFileName().toString(), document);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static byte[] bytes(String hex) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (String word : hex.replaceAll("#.*", "").trim().split("\\s+")) {
      String[] parts = word.split("\\*");
      byte[] bytes = HexFormat.of().parseHex(parts[0]);
      for (int times = parts.length == 1 ? 1 : Integer.parseInt(parts[1]); times > 0; times--) {
        out.writeBytes(bytes);
      }
    }
    return out.toByteArray();
  }
}
