package dev.windrow.ingest.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.windrow.ingest.Chunk;
import dev.windrow.ingest.files.FileResult.Status;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FilesSourceTest {

  @TempDir
  private Path temporary;

  private Path folder;
  private final Ledger ledger = Ledger.prompt();

  @BeforeEach
  void realFolder() throws IOException {
    folder = temporary.toRealPath();
  }

  @Test
  void filesOfEveryKindAreReadAndEachSaysWhatBecameOfIt() throws Exception {
    write("array.json", "[{\"n\":1},{\"n\":2}]");
    write("lines.ndjson", "{\"n\":3}\nnothing\n{\"n\":4}\n");
    write("sub/rows.csv", "n\n5\n6,7\n");
    Files.write(folder.resolve("packed.ndjson.gz"), gzip("{\"n\":8}\n"));

    FilesSource source = read(folder);

    assertThat(ledger.records()).containsExactlyInAnyOrder("{\"n\":1}", "{\"n\":2}", "{\"n\":3}", "{\"n\":4}", "{\"n\":\"5\"}", "{\"n\":8}");
    assertThat(ledger.bad()).containsExactlyInAnyOrder("lines.ndjson:2 malformed_json", "rows.csv:3 malformed_csv");
    assertThat(Sources.told(source, folder)).containsExactly("array.json done 2/0", "lines.ndjson done 2/1", "packed.ndjson.gz done 1/0", "sub/rows.csv done 1/1");
    assertThat(source.report()).satisfies(report -> {
      assertThat(report.records()).isEqualTo(6);
      assertThat(report.rejected()).isEqualTo(2);
      assertThat(report.filesKnown()).isEqualTo(4);
      assertThat(report.filesEnded()).isEqualTo(4);
      assertThat(report.bytesRead()).isEqualTo(report.bytesKnown()).isPositive();
      assertThat(report.bytesPassed()).isZero();
      assertThat(report.filesNotListed()).isZero();
    });
  }

  @Test
  void aBadFileDoesNotStopTheOthersAndWhatCameBeforeItsFaultIsKept() throws Exception {
    write("a.json", "[{\"n\":1},{\"n\":2},{\"n\":]");
    Files.write(folder.resolve("b.json.gz"), new byte[] {0x1f, (byte) 0x8b, 8, 0});
    write("c.json", "{\"n\":3}");

    FilesSource source = read(folder);

    assertThat(ledger.records()).containsExactlyInAnyOrder("{\"n\":1}", "{\"n\":2}", "{\"n\":3}");
    assertThat(ledger.failures()).hasSize(2).containsEntry(folder.resolve("b.json.gz").toString(), "gzip: the file is cut off");
    assertThat(ledger.failures().get(folder.resolve("a.json").toString())).startsWith("line 1, byte 17: in the value that begins here");
    assertThat(source.report().count(Status.FAILED)).isEqualTo(2);
    assertThat(source.report().count(Status.DONE)).isEqualTo(1);
  }

  @Test
  void aFileThatIsReadAndHasNotChangedIsNotReadAgain() throws Exception {
    write("a.json", "[{\"n\":1}]");
    write("empty.ndjson", "");
    read(folder);

    FilesSource again = read(folder);

    assertThat(ledger.records()).containsExactly("{\"n\":1}");
    assertThat(Sources.told(again, folder)).containsExactly("a.json unchanged 1/0", "empty.ndjson unchanged 0/0");
    assertThat(again.report().bytesPassed()).isEqualTo(again.report().bytesKnown());
    assertThat(again.report().bytesRead()).isZero();
    assertThat(again.report().records()).isZero();
  }

  @Test
  void aFileOfLinesThatHasGrownIsGoneOnWith() throws Exception {
    write("a.ndjson", "{\"n\":1}\n{\"n\":");
    write("b.csv", "n\n1\n");
    write("c.json", "[{\"n\":1}]");
    read(folder);
    assertThat(ledger.bad()).containsExactly("a.ndjson:2 malformed_json");

    append("a.ndjson", "2}\n{\"n\":3}\n");
    append("b.csv", "2\n");
    FilesSource again = read(folder);

    assertThat(ledger.records()).containsExactlyInAnyOrder("{\"n\":1}", "{\"n\":\"1\"}", "{\"n\":1}", "{\"n\":2}", "{\"n\":3}", "{\"n\":\"2\"}");
    assertThat(Sources.told(again, folder)).containsExactly("a.ndjson done 3/1", "b.csv done 2/0", "c.json unchanged 1/0");
  }

  @Test
  void aFileThatHasChangedOtherwiseIsReadAnew() throws Exception {
    write("a.ndjson", "{\"n\":1}\n");
    write("b.json", "[{\"n\":1}]");
    write("c.ndjson", "{\"n\":1}\n{\"n\":2}\n");
    read(folder);

    write("a.ndjson", "{\"n\":7}\n{\"n\":8}\n");
    write("b.json", "[{\"n\":1},{\"n\":9}]");
    write("c.ndjson", "{\"n\":1}\n");
    FilesSource again = read(folder);

    assertThat(ledger.records().subList(4, 9)).containsExactlyInAnyOrder("{\"n\":7}", "{\"n\":8}", "{\"n\":1}", "{\"n\":9}", "{\"n\":1}");
    assertThat(Sources.told(again, folder)).containsExactly("a.ndjson done 2/0", "b.json done 2/0", "c.ndjson done 1/0");
  }

  @Test
  void idsTellRecordsApartAndStayOverReReads() throws Exception {
    write("a.ndjson", "{}\n{}\n");
    write("b.json", "[{},{}]");
    read(folder);
    List<String> first = ledger.ids();

    Ledger anew = Ledger.prompt();
    Sources.of(folder).read(anew);

    assertThat(first).doesNotHaveDuplicates().hasSize(4).allMatch(id -> id.matches("[0-9a-f]{16}-\\d+"));
    assertThat(anew.ids()).containsExactlyInAnyOrderElementsOf(first);
  }

  @Test
  void whatIsFoundTwiceIsReadOnce() throws Exception {
    write("a.json", "{}");
    Files.createSymbolicLink(folder.resolve("link.json"), folder.resolve("a.json"));
    Ledger slow = new Ledger(false);

    FilesSource source = Sources.of(folder, folder.resolve("a.json"), folder + "/*.json");
    source.read(slow);

    assertThat(slow.records()).containsExactly("{}");
    assertThat(source.report().records()).isEqualTo(1);
  }

  /** Whatever had been committed when the process died: nothing is missing and nothing is twice. */
  @Test
  void readingGoesOnWhereItStopped() throws Exception {
    for (int seed = 0; seed < 15; seed++) {
      Random random = new Random(seed);
      Path data = Files.createDirectory(folder.resolve("run-" + seed));
      List<String> expected = new ArrayList<>();
      for (String name : List.of("a.ndjson", "b.json", "c.csv", "d.ndjson.gz", "e.json.gz")) {
        expected.addAll(writeMany(data.resolve(name), random.nextInt(4_000)));
      }
      Ledger kept = Ledger.prompt();
      for (int chunks = random.nextInt(4); chunks < 20; chunks += 1 + random.nextInt(5)) {
        kept = kept.restarted();
        kept.endAfter(chunks, Thread.currentThread());
        try {
          Sources.with(false, 1 + random.nextInt(4), data).read(kept);
        } catch (InterruptedException died) {
          continue;
        }
      }
      kept = kept.restarted();
      Sources.of(data).read(kept);

      assertThat(kept.records().stream().sorted().toList()).as("seed " + seed).isEqualTo(expected.stream().sorted().toList());
      assertThat(kept.ids()).as("seed " + seed).doesNotHaveDuplicates();
    }
  }

  @Test
  void chunksAreSmall() throws Exception {
    writeMany(folder.resolve("a.ndjson"), 2_500);
    String wide = "{\"text\":\"" + "x".repeat(9_000) + "\"}\n";
    write("b.ndjson", wide.repeat(300));

    read(folder);

    assertThat(ledger.chunks()).allSatisfy(chunk -> {
      assertThat(chunk.records()).hasSizeLessThanOrEqualTo(Chunk.MOST_RECORDS);
      assertThat(chunk.records().stream().mapToInt(record -> record.json().length).sum()).isLessThanOrEqualTo(Chunk.MOST_BYTES);
      assertThat(chunk.position().length()).isLessThan(500);
    });
    assertThat(ledger.records()).hasSize(2_800);
  }

  @Test
  void aFileThatVanishesOrIsCutWhileItIsReadIsAFaultOfItsOwn() throws Exception {
    Path gone = write("gone.json", "{}");
    LocalFile listed = LocalFile.of(gone, "gone.json", Files.readAttributes(gone, BasicFileAttributes.class));
    Files.delete(gone);
    writeMany(folder.resolve("cut.ndjson"), 20_000);
    Origin.Opened opened = local("cut.ndjson").open(new Uncounted());
    opened.in().read(new byte[100]);
    Files.write(folder.resolve("cut.ndjson"), new byte[10]);

    assertThatThrownBy(() -> listed.open(new Uncounted())).isInstanceOf(IOException.class)
        .satisfies(e -> assertThat(FileFailures.text((IOException) e)).isEqualTo("it does not exist any more"));
    assertThatThrownBy(() -> opened.in().readAllBytes()).hasMessageEndingWith("it was cut while it was read");
  }

  @Test
  void whatFailedIsTriedAgainInTheNextRun() throws Exception {
    write("a.json", "[{\"n\":1},");
    read(folder);
    assertThat(ledger.failures()).hasSize(1);

    write("a.json", "[{\"n\":1},{\"n\":2}]");
    FilesSource again = read(folder);

    assertThat(Sources.told(again, folder)).containsExactly("a.json done 2/0");
  }

  @Test
  void anInterruptEndsTheReadingSoon() throws Exception {
    writeMany(folder.resolve("a.ndjson"), 50_000);
    ledger.endAfter(3, Thread.currentThread());

    assertThatThrownBy(() -> read(folder)).isInstanceOf(InterruptedException.class);

    assertThat(ledger.chunks()).hasSize(3);
    await().untilAsserted(() -> assertThat(Thread.getAllStackTraces().keySet()).noneMatch(thread -> thread.getName().startsWith("windrow-files-folder")));
  }

  @Test
  void positionsThatAreNotOursAreNone() {
    assertThat(FilePosition.read("{}")).isEmpty();
    assertThat(FilePosition.read("17")).isEmpty();
    assertThat(FilePosition.read("{\"size\":")).isEmpty();
    FilePosition position = FilePosition.start(new Version(10, "x"), Head.of(new byte[3]));
    assertThat(FilePosition.read(position.text())).contains(position);
  }

  private FilesSource read(Object... paths) throws Exception {
    FilesSource source = Sources.of(paths);
    source.read(ledger);
    return source;
  }

  private LocalFile local(String name) throws IOException {
    Path path = folder.resolve(name);
    return LocalFile.of(path, name, Files.readAttributes(path, BasicFileAttributes.class));
  }

  private Path write(String name, String text) throws IOException {
    Path path = folder.resolve(name);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text);
    return Files.setLastModifiedTime(path, FileTime.fromMillis(1_000L * text.hashCode()));
  }

  private void append(String name, String text) throws IOException {
    Files.writeString(folder.resolve(name), text, StandardOpenOption.APPEND);
  }

  /** The records that should be read. */
  private static List<String> writeMany(Path file, int count) throws IOException {
    List<String> numbers = IntStream.range(0, count).mapToObj(n -> file.getFileName() + "-" + n).toList();
    List<String> objects = numbers.stream().map(n -> "{\"n\":\"" + n + "\"}").toList();
    String name = file.getFileName().toString();
    String text = name.contains("csv") ? "n\n" + String.join("\n", numbers) : name.contains("ndjson") ? String.join("\n", objects) : "[" + String.join(",", objects) + "]";
    Files.write(file, name.endsWith(".gz") ? gzip(text) : text.getBytes(StandardCharsets.UTF_8));
    return objects;
  }

  private static byte[] gzip(String text) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(packed)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return packed.toByteArray();
  }

  private static final class Uncounted implements Origin.ByteCount {

    @Override
    public void read(long more) {}

    @Override
    public void passed(long more) {}
  }
}
