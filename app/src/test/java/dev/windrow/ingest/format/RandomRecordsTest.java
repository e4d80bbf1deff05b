package dev.windrow.ingest.format;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.windrow.config.Format;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Random records, written in each format: read in pieces of any size, cut anywhere and gone on with, and damaged anywhere. */
class RandomRecordsTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<String> NAMES = List.of("id", "na\"me", "a,b", "ü€", "line\nend");
  private static final String[] PIECES = {"", "x", "\"", "\\", ",", "\n", "\r\n", "{", "}", "[", "]", "ä", "€", "😀", "\t", "\u0001", "\"\"", " ", "null"};
  private static final int ROUNDS = 200;

  @ParameterizedTest
  @EnumSource(value = Format.class, names = {"JSON", "NDJSON", "CSV"})
  void whatWasWrittenIsReadInPiecesOfAnySize(Format format) throws IOException {
    for (int seed = 0; seed < ROUNDS; seed++) {
      Random random = new Random(seed);
      List<Map<String, String>> records = records(random);
      byte[] written = written(records, format, random);

      Reads reads = Reads.of(Reads.trickle(packed(written, random), random), "", Reads.how(format), Mark.START);

      assertThat(reads.error()).as("seed " + seed).isEmpty();
      assertThat(parsed(reads)).as("seed " + seed).isEqualTo(records);
      assertThat(reads.items()).as("seed " + seed).allMatch(item -> item.line() == lineAt(written, item.offset()));
    }
  }

  @ParameterizedTest
  @EnumSource(value = Format.class, names = {"JSON", "NDJSON", "CSV"})
  void goingOnFromAnyPlaceGivesTheRest(Format format) throws IOException {
    for (int seed = 0; seed < ROUNDS; seed++) {
      Random random = new Random(seed);
      byte[] written = packed(written(records(random), format, random), random);
      List<String> whole = Reads.of(new ByteArrayInputStream(written), "", Reads.how(format), Mark.START).told();
      List<Mark> marks = marks(written, format);

      assertThat(marks).hasSize(whole.size() + 1);
      for (int i = 0; i < marks.size(); i++) {
        Reads rest = Reads.of(Reads.trickle(written, random), "", Reads.how(format), marks.get(i));
        assertThat(rest.told()).as("seed " + seed + ", from " + marks.get(i)).isEqualTo(whole.subList(i, whole.size()));
      }
    }
  }

  /** As when the reader is killed, or its file is cut off and grows again. */
  @ParameterizedTest
  @EnumSource(value = Format.class, names = {"NDJSON", "CSV"})
  void aFileThatEndsAnywhereAndGrowsGivesTheSameRecords(Format format) throws IOException {
    for (int seed = 0; seed < 20; seed++) {
      Random random = new Random(seed);
      byte[] written = written(records(random), format, random);
      List<String> whole = Reads.of(new ByteArrayInputStream(written), "", Reads.how(format), Mark.START).told();

      for (int end = headerEnd(written, format); end <= written.length; end++) {
        Reading growing = new Reading(format, Reads.how(format).compression(), ',', Reads.RECORD_BYTES, 8, Reading.Tail.LEAVE);
        List<String> told = new ArrayList<>();
        Mark mark;
        try (RecordStream records = RecordStream.open(new ByteArrayInputStream(written, 0, end), "", growing, Mark.START)) {
          for (Optional<Item> item = records.next(); item.isPresent(); item = records.next()) {
            told.add(Reads.told(item.get()));
          }
          mark = records.mark();
        }
        told.addAll(Reads.of(new ByteArrayInputStream(written), "", Reads.how(format), mark).told());
        assertThat(told).as("seed " + seed + ", cut after " + end).isEqualTo(whole);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(value = Format.class, names = {"JSON", "NDJSON", "CSV", "AUTO"})
  void damageIsToldOfAndNeverThrown(Format format) throws IOException {
    for (int seed = 0; seed < 5 * ROUNDS; seed++) {
      Random random = new Random(seed);
      byte[] damaged = packed(written(records(random), format == Format.AUTO ? Format.JSON : format, random), random);
      for (int i = random.nextInt(4); i >= 0; i--) {
        damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
      }

      Reads reads = Reads.of(Reads.trickle(damaged, random), "", Reads.how(format), Mark.START);

      for (Item item : reads.items()) {
        if (item instanceof Item.Good) {
          assertThat(JSON.readTree(item.bytes()).isObject()).as("seed " + seed).isTrue();
        }
      }
    }
  }

  /** In NDJSON one bad line costs one record. */
  @ParameterizedTest
  @EnumSource(value = Format.class, names = "NDJSON")
  void aDamagedLineCostsNoOther(Format format) throws IOException {
    for (int seed = 0; seed < ROUNDS; seed++) {
      Random random = new Random(seed);
      List<Map<String, String>> records = records(random);
      List<String> lines = records.stream().map(RandomRecordsTest::json).collect(Collectors.toCollection(ArrayList::new));
      int damaged = random.nextInt(lines.size());
      List<String> expected = new ArrayList<>(lines);
      expected.remove(damaged);
      lines.set(damaged, "{" + lines.get(damaged));

      assertThat(Reads.of(String.join("\n", lines), format).records()).as("seed " + seed).isEqualTo(expected);
    }
  }

  private static List<Mark> marks(byte[] written, Format format) throws IOException {
    List<Mark> marks = new ArrayList<>();
    try (RecordStream records = RecordStream.open(new ByteArrayInputStream(written), "", Reads.how(format), Mark.START)) {
      marks.add(records.mark());
      while (records.next().isPresent()) {
        marks.add(records.mark());
      }
    }
    return marks;
  }

  private static List<Map<String, String>> records(Random random) {
    List<Map<String, String>> records = new ArrayList<>();
    for (int i = 1 + random.nextInt(12); i > 0; i--) {
      Map<String, String> record = new LinkedHashMap<>();
      NAMES.forEach(name -> record.put(name, text(random)));
      record.values().removeIf(String::isEmpty);
      record.put("id", Integer.toString(i));
      records.add(record);
    }
    return records;
  }

  private static String text(Random random) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(5); i > 0; i--) {
      text.append(PIECES[random.nextInt(PIECES.length)]);
    }
    return text.toString();
  }

  private static byte[] written(List<Map<String, String>> records, Format format, Random random) {
    String text = switch (format) {
      case CSV -> csv(records, random);
      case NDJSON -> records.stream().map(RandomRecordsTest::json).collect(Collectors.joining(random.nextBoolean() ? "\n" : "\r\n\n"));
      default -> random.nextBoolean()
          ? records.stream().map(RandomRecordsTest::json).collect(Collectors.joining(random.nextBoolean() ? "," : "\n , ", "[", " ]\n"))
          : records.stream().map(RandomRecordsTest::json).collect(Collectors.joining(random.nextBoolean() ? "" : "\n\n"));
    };
    return (text + (random.nextBoolean() ? "\n" : "")).getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] packed(byte[] written, Random random) {
    return switch (random.nextInt(3)) {
      case 0 -> Reads.gzip(written);
      case 1 -> Reads.zstd(written);
      default -> written;
    };
  }

  private static String csv(List<Map<String, String>> records, Random random) {
    String lineEnd = random.nextBoolean() ? "\n" : "\r\n";
    StringBuilder text = new StringBuilder(NAMES.stream().map(name -> cell(name, random)).collect(Collectors.joining(",", "", lineEnd)));
    for (Map<String, String> record : records) {
      text.append(NAMES.stream().map(name -> cell(record.getOrDefault(name, ""), random)).collect(Collectors.joining(",", "", lineEnd)));
    }
    return text.toString().substring(0, text.length() - (random.nextBoolean() ? lineEnd.length() : 0));
  }

  private static String cell(String text, Random random) {
    boolean mustBeQuoted = text.chars().anyMatch(c -> ",\"\r\n".indexOf(c) >= 0);
    return mustBeQuoted || random.nextBoolean() ? '"' + text.replace("\"", "\"\"") + '"' : text;
  }

  private static int headerEnd(byte[] written, Format format) throws IOException {
    return format == Format.CSV ? (int) marks(written, format).get(0).offset() : 0;
  }

  private static long lineAt(byte[] written, long offset) {
    return 1 + new String(written, 0, (int) offset, StandardCharsets.UTF_8).chars().filter(c -> c == '\n').count();
  }

  private static String json(Map<String, String> record) {
    try {
      return JSON.writeValueAsString(record);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static List<Map<String, String>> parsed(Reads reads) throws IOException {
    List<Map<String, String>> parsed = new ArrayList<>();
    for (Item item : reads.items()) {
      Map<String, String> record = new LinkedHashMap<>();
      JSON.readTree(item.bytes()).properties().forEach(field -> record.put(field.getKey(), field.getValue().textValue()));
      parsed.add(record);
    }
    return parsed;
  }
}
