package dev.windrow.ingest.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A folder that is watched, and looked at 20 times a second. */
class WatchTest {

  @TempDir
  private Path temporary;

  private Path folder;
  private final Ledger ledger = new Ledger(false);
  private final AtomicReference<Throwable> end = new AtomicReference<>();
  private FilesSource source;
  private Thread watcher;

  @BeforeEach
  void begin() throws IOException {
    folder = Files.createDirectory(temporary.toRealPath().resolve("data"));
    source = Sources.watching(folder, temporary.toRealPath().resolve("later/*.json"));
    watcher = new Thread(() -> {
      try {
        source.read(ledger);
      } catch (Exception e) {
        end.set(e);
      }
    });
    watcher.start();
  }

  @AfterEach
  void end() throws InterruptedException {
    watcher.interrupt();
    watcher.join(10_000);
    assertThat(end.get()).isInstanceOf(InterruptedException.class);
  }

  @Test
  void whatIsAddedIsReadOnceAlsoBeforeKafkaHasIt() throws Exception {
    write("a.json", "{\"n\":1}");
    awaitRecords("{\"n\":1}");

    write("b.json", "[{\"n\":2}]");
    awaitRecords("{\"n\":1}", "{\"n\":2}");
    Files.createDirectories(folder.resolveSibling("later"));
    Files.writeString(folder.resolveSibling("later/c.json"), "{\"n\":3}");

    awaitRecords("{\"n\":1}", "{\"n\":2}", "{\"n\":3}");
    awaitLooks();
    assertThat(ledger.records()).hasSize(3);
  }

  @Test
  void aLastLineWaitsForItsEnd() throws Exception {
    write("a.ndjson", "{\"n\":1}\n{\"n\":2");
    awaitRecords("{\"n\":1}");

    append("a.ndjson", "2}\n");

    awaitRecords("{\"n\":1}", "{\"n\":22}");
    assertThat(ledger.bad()).isEmpty();
  }

  @Test
  void aLastLineWithoutEndIsTakenWhenTheFileHasBeenQuiet() throws Exception {
    write("a.ndjson", "{\"n\":1}\n{\"n\":2}");

    awaitRecords("{\"n\":1}", "{\"n\":2}");
    append("a.ndjson", "\n{\"n\":3}\n");

    awaitRecords("{\"n\":1}", "{\"n\":2}", "{\"n\":3}");
  }

  @Test
  void aDocumentIsReadWhenItIsWhole() throws Exception {
    write("a.json", "[{\"n\":1},");
    append("a.json", "{\"n\":2}]");

    awaitRecords("{\"n\":1}", "{\"n\":2}");
  }

  @Test
  void aFaultIsToldOnceUntilTheFileChanges() throws Exception {
    write("a.json", "[{\"n\":1},");
    Files.createSymbolicLink(folder.resolve("b.json"), Path.of("/dev/null"));
    await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertThat(source.report().files()).extracting(FileResult::status)
        .containsExactly(FileResult.Status.FAILED, FileResult.Status.REFUSED));
    awaitLooks();
    assertThat(ledger.records()).containsExactly("{\"n\":1}");
    assertThat(ledger.failuresTold()).isEqualTo(2);

    write("a.json", "[{\"n\":5}]");

    awaitRecords("{\"n\":1}", "{\"n\":5}");
  }

  private void awaitRecords(String... records) {
    await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertThat(ledger.records()).containsExactlyInAnyOrder(records));
  }

  /** Each new file is seen in another look. */
  private void awaitLooks() throws IOException {
    for (int i = 0; i < 10; i++) {
      Path marker = folder.resolve("looked-" + i + ".ndjson");
      int before = ledger.chunks().size();
      Files.writeString(marker, "\n");
      await().atMost(Duration.ofSeconds(20)).until(() -> ledger.chunks().size() > before);
      Files.delete(marker);
    }
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(folder.resolve(name), text);
  }

  private void append(String name, String text) throws IOException {
    Files.write(folder.resolve(name), List.of(), StandardOpenOption.APPEND);
    Files.writeString(folder.resolve(name), text, StandardOpenOption.APPEND);
  }
}
