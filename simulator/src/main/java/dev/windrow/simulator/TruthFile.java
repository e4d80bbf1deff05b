package dev.windrow.simulator;

import dev.windrow.simulator.SimulationException.Reason;
import dev.windrow.simulator.event.EventOptions;
import dev.windrow.simulator.event.JsonString;
import dev.windrow.simulator.truth.Ledger;
import dev.windrow.simulator.truth.Truth;
import dev.windrow.simulator.truth.TruthRules;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.Iterator;

/** The file that says what to expect: a header, a line per result, a line per partition. It appears complete or not at all. */
final class TruthFile {

  private final Path file;
  private final Path unfinished;

  private TruthFile(Path file) {
    this.file = file;
    this.unfinished = file.resolveSibling(file.getFileName() + ".unfinished");
  }

  /** Removes a file of an earlier run, which would be wrong for this one, and makes sure that a new one can be written. */
  static TruthFile replacing(Path file) throws SimulationException {
    TruthFile truthFile = new TruthFile(file);
    try {
      if (Files.isDirectory(file)) {
        throw new IOException("it is a folder");
      }
      Files.write(truthFile.unfinished, new byte[0]);
      Files.delete(truthFile.unfinished);
      Files.deleteIfExists(file);
      return truthFile;
    } catch (IOException e) {
      throw new SimulationException(Reason.USAGE, "Cannot write the truth to " + file + ": " + FileOutput.reason(e), e);
    }
  }

  /** Returns the number of results. */
  long write(Header header, Truth truth) throws SimulationException {
    long results = 0;
    try (BufferedWriter out = Files.newBufferedWriter(unfinished)) {
      line(out, header.json());
      Iterator<String> lines = truth.resultLines().iterator();
      while (lines.hasNext()) {
        line(out, lines.next());
        results++;
      }
      for (Ledger ledger : truth.ledgers()) {
        line(out, ledger.json(header.topic()));
      }
    } catch (IOException e) {
      throw unwritable(e);
    }
    move();
    return results;
  }

  /** There will be no truth for this run. */
  void abandon() {
    try {
      Files.deleteIfExists(unfinished);
    } catch (IOException e) {
      // A file with a telling name stays behind; the run has failed with a message already.
      return;
    }
  }

  private void move() throws SimulationException {
    try {
      Files.move(unfinished, file, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  private SimulationException unwritable(IOException e) {
    return new SimulationException(Reason.FAILED,
        "All events were delivered, but the truth cannot be written to " + file + ": " + FileOutput.reason(e), e);
  }

  private static void line(BufferedWriter out, String json) throws IOException {
    out.write(json);
    out.write('\n');
  }

  /** What the results depend on. */
  record Header(String topic, long[] firstOffsets, TruthRules rules, EventOptions events, long sent) {

    String json() {
      return "{\"kind\":\"header\",\"topic\":" + JsonString.quoted(topic)
          + ",\"partitions\":" + firstOffsets.length
          + ",\"first_offsets\":" + Arrays.toString(firstOffsets).replace(" ", "")
          + ",\"aggregation\":\"" + Truth.AGGREGATION + "\""
          + ",\"window\":\"" + DurationText.text(rules.window()) + "\""
          + ",\"grace\":\"" + DurationText.text(rules.grace()) + "\""
          + ",\"max_ahead\":\"" + DurationText.text(rules.maxAhead()) + "\""
          + ",\"seed\":" + events.seed()
          + ",\"start\":\"" + events.schedule().start() + "\""
          + ",\"events\":" + sent + "}";
    }
  }
}
