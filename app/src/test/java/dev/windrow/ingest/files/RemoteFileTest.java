package dev.windrow.ingest.files;

import static org.assertj.core.api.Assertions.assertThat;

import dev.windrow.ingest.Chunk;
import dev.windrow.ingest.DeliveryException;
import dev.windrow.ingest.Intake;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Files at addresses: fetched in pieces of 256 KiB and then 1 MiB. */
class RemoteFileTest {

  private static final int MANY = 100_000;

  private final Ledger ledger = Ledger.prompt();
  private FileServer server;

  @BeforeEach
  void start() throws IOException {
    server = new FileServer();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void aLargeFileComesInPiecesAndEachByteOnce() throws Exception {
    byte[] lines = lines(0, MANY);
    server.with(lines, "\"1\"");

    FilesSource source = read("a.ndjson?token=secret");

    assertThat(ledger.records()).hasSize(MANY).doesNotHaveDuplicates();
    assertThat(server.bytesSent.get()).isEqualTo(lines.length);
    assertThat(server.requests.get()).isEqualTo(1 + (lines.length - (256 << 10) + (1 << 20) - 1) / (1 << 20));
    assertThat(source.report().files()).singleElement().isEqualTo(new FileResult(server.address("a.ndjson"), MANY, 0, FileResult.Status.DONE, ""));
    assertThat(source.report().bytesRead()).isEqualTo(source.report().bytesKnown()).isEqualTo(lines.length);
  }

  @Test
  void afterAFailureItGoesOnAtTheByteWhereItStopped() throws Exception {
    byte[] lines = lines(0, MANY);
    server.with(lines, "\"1\"").failAfter(2);
    assertThat(read("a.ndjson").report().count(FileResult.Status.FAILED)).isEqualTo(1);
    int before = ledger.records().size();
    assertThat(before).isBetween(1, MANY - 1);

    server.recover();
    read("a.ndjson");

    assertThat(ledger.records()).hasSize(MANY).doesNotHaveDuplicates();
    assertThat(server.bytesSent.get()).isBetween((long) lines.length, lines.length + (256L << 10) + 1_000);
  }

  @Test
  void whatIsPackedIsFetchedAgainAndNothingIsTwice() throws Exception {
    server.with(gzip(lines(0, MANY)), "\"1\"").failAfter(1);
    read("a.ndjson.gz");
    assertThat(ledger.records().size()).isBetween(1, MANY - 1);

    server.recover();
    read("a.ndjson.gz");

    assertThat(ledger.records()).hasSize(MANY).doesNotHaveDuplicates();
  }

  @Test
  void whatHasNotChangedIsPassedOver() throws Exception {
    server.with(lines(0, 10), "\"1\"");
    read("a.ndjson");

    FilesSource again = read("a.ndjson");

    assertThat(ledger.records()).hasSize(10);
    assertThat(again.report().files()).singleElement().returns(FileResult.Status.UNCHANGED, FileResult::status).returns(10L, FileResult::records);
  }

  @Test
  void whatHasGrownIsGoneOnWithAndWhatHasChangedIsReadAnew() throws Exception {
    server.with(lines(0, 100), "\"1\"");
    read("a.ndjson");

    server.with(lines(0, 120), "\"2\"");
    read("a.ndjson");
    assertThat(ledger.records()).hasSize(120).doesNotHaveDuplicates();

    server.with(lines(200, 210), "\"3\"");
    read("a.ndjson");
    assertThat(ledger.records()).hasSize(130).doesNotHaveDuplicates();
  }

  @Test
  void aFileThatChangesWhileItIsDownloadedHasFailedAndIsReadAnewInTheNextRun() throws Exception {
    for (String tag : new String[] {"\"1\"", "W/\"1\""}) {
      Ledger kept = Ledger.prompt();
      server.with(lines(0, MANY), tag);
      ChangingIntake changing = new ChangingIntake(kept, () -> server.with(lines(MANY, 2 * MANY), tag.replace('1', '2')));

      FilesSource source = Sources.of(server.address("b.ndjson"));
      source.read(changing);

      assertThat(source.report().files()).singleElement().returns(FileResult.Status.FAILED, FileResult::status)
          .returns("it has changed on its server while it was downloaded: it is read anew in the next run", FileResult::error);
      Sources.of(server.address("b.ndjson")).read(kept);
      assertThat(kept.records()).containsAll(List.of(record(MANY), record(2 * MANY - 1)));
    }
  }

  @Test
  void aServerThatKnowsNoRangesSendsAllAtOnce() throws Exception {
    server.with(lines(0, MANY), null).withoutRanges();

    read("a.ndjson");
    FilesSource again = read("a.ndjson");

    assertThat(ledger.records()).hasSize(MANY);
    assertThat(again.report().count(FileResult.Status.UNCHANGED)).isEqualTo(1);
  }

  @Test
  void anEmptyFileHasNoRecords() throws Exception {
    FilesSource source = read("a.ndjson");

    assertThat(source.report().files()).singleElement().returns(FileResult.Status.DONE, FileResult::status);
    assertThat(ledger.failures()).isEmpty();
  }

  @Test
  void aServerThatDoesNotAnswerIsAFaultOfThatFile() throws Exception {
    server.failAfter(0);

    FilesSource source = read("a.json");

    assertThat(source.report().files()).singleElement().returns(FileResult.Status.FAILED, FileResult::status).returns("answered with status 500", FileResult::error);
  }

  private FilesSource read(String name) throws Exception {
    FilesSource source = Sources.of(server.address(name));
    source.read(ledger);
    return source;
  }

  private static byte[] lines(int from, int to) {
    return IntStream.range(from, to).mapToObj(n -> record(n) + "\n").collect(Collectors.joining()).getBytes(StandardCharsets.UTF_8);
  }

  private static String record(int n) {
    return "{\"n\":" + n + ",\"text\":\"" + Integer.toHexString(n * 0x9E3779B9) + "\"}";
  }

  private static byte[] gzip(byte[] bytes) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(packed)) {
      out.write(bytes);
    }
    return packed.toByteArray();
  }

  /** Something happens when the first chunk has come. */
  private static final class ChangingIntake implements Intake {

    private final Ledger ledger;
    private final Runnable change;

    ChangingIntake(Ledger ledger, Runnable change) {
      this.ledger = ledger;
      this.change = change;
    }

    @Override
    public Optional<String> position(String part) {
      return ledger.position(part);
    }

    @Override
    public void deliver(Chunk chunk) throws InterruptedException, DeliveryException {
      if (ledger.chunks().isEmpty()) {
        change.run();
      }
      ledger.deliver(chunk);
    }

    @Override
    public void done(String part) {
      ledger.done(part);
    }

    @Override
    public void failed(String part, String error) {
      ledger.failed(part, error);
    }
  }
}
