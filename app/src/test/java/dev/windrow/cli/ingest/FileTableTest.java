package dev.windrow.cli.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.windrow.ingest.files.FileResult;
import dev.windrow.ingest.files.FileResult.Status;
import dev.windrow.ingest.files.FilesReport;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the user sees of files. */
class FileTableTest {

  private static final FileResult GOOD = new FileResult("data/a.json", 1_234_567, 0, Status.DONE, "");
  private static final FileResult BAD = new FileResult("data/b\u001b[2J.json", 3, 1, Status.FAILED, "line 4, byte 90: expected an object");

  @Test
  void eachFileIsARowAndFaultsComeFirst() {
    FilesReport report = report(List.of(GOOD, BAD), Map.of(Status.DONE, 1L, Status.FAILED, 1L));

    assertThat(table(report)).isEqualTo("""

        file                       records      rejected  status
        data/b\\u001b[2J.json             3             1  failed: line 4, byte 90: expected an object
        data/a.json              1,234,567             0  done
        """);
  }

  @Test
  void ofManyFilesSomeAreShownAndTheOthersCounted() {
    List<FileResult> files = new ArrayList<>(List.of(BAD));
    for (int i = 0; i < 10_000; i++) {
      files.add(new FileResult("f" + i, 1, 0, Status.DONE, ""));
    }
    FilesReport report = report(files, Map.of(Status.DONE, 15_000L, Status.FAILED, 1L));

    assertThat(table(report).lines()).hasSize(103).last().isEqualTo("and 14,901 more: in all 15,000 done, 1 failed");
  }

  @Test
  void asJsonEachFileIsAnObject() {
    ObjectNode source = new ObjectMapper().createObjectNode();

    new FileTable(report(List.of(GOOD, BAD), Map.of(Status.DONE, 3L, Status.FAILED, 1L))).addTo(source);

    assertThat(source).hasToString("{\"files\":[{\"file\":\"data/a.json\",\"records\":1234567,\"rejected\":0,\"status\":\"done\",\"error\":\"\"},"
        + "{\"file\":\"data/b\\u001B[2J.json\",\"records\":3,\"rejected\":1,\"status\":\"failed\",\"error\":\"line 4, byte 90: expected an object\"}],"
        + "\"files_not_listed\":2}");
  }

  @Test
  void progressSaysHowManyHowMuchHowFastAndHowLong() {
    FilesReport half = new FilesReport("s", 300_000_000, 200_000_000, 1_000_000_000, 5, 0, 40, Map.of(Status.DONE, 9L), List.of());

    assertThat(new FileProgress(false, 1_000).text(List.of(half), 4_000)).isEqualTo("; 9 of 40 files, 500 MB of 1.0 GB, 100 MB/s, 0:05 left");
    assertThat(new FileProgress(true, 1_000).text(List.of(half), 4_000))
        .isEqualTo("; 9 of 40 files, [==========          ] 50 %, 500 MB of 1.0 GB, 100 MB/s, 0:05 left");
  }

  @Test
  void progressIsQuietWithoutFilesAndHasNoTimeLeftBeforeAnythingIsRead() {
    FilesReport begun = new FilesReport("s", 0, 0, 5_000, 0, 0, 2, Map.of(), List.of());

    assertThat(new FileProgress(false, 0).text(List.of(), 10)).isEmpty();
    assertThat(new FileProgress(false, 0).text(List.of(begun), 0)).isEqualTo("; 0 of 2 files, 0 B of 5.0 kB, 0 B/s");
  }

  @Test
  void aLongTimeIsSaidInHours() {
    FilesReport slow = new FilesReport("s", 1_000, 0, 7_261_000, 0, 0, 1, Map.of(), List.of());

    assertThat(new FileProgress(false, 0).text(List.of(slow), 1_000)).endsWith("1.0 kB/s, 2:01:00 left");
  }

  private static FilesReport report(List<FileResult> files, Map<Status, Long> counts) {
    return new FilesReport("s", 0, 0, 0, 0, 0, 0, counts, files);
  }

  private static String table(FilesReport report) {
    StringWriter out = new StringWriter();
    new FileTable(report).print(new PrintWriter(out));
    return out.toString().replace(System.lineSeparator(), "\n");
  }
}
