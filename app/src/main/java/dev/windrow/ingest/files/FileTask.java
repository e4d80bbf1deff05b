package dev.windrow.ingest.files;

import dev.windrow.ingest.DeliveryException;
import dev.windrow.ingest.Intake;
import dev.windrow.ingest.files.FilePosition.End;
import dev.windrow.ingest.files.FileResult.Status;
import dev.windrow.ingest.files.Origin.Opened;
import dev.windrow.ingest.format.Item;
import dev.windrow.ingest.format.Mark;
import dev.windrow.ingest.format.Reading;
import dev.windrow.ingest.format.RecordStream;
import dev.windrow.value.Printable;
import java.io.IOException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads one file after the other, each from where it stopped. Thread-safe. */
final class FileTask {

  private static final Logger log = LoggerFactory.getLogger(FileTask.class);

  private final String source;
  private final Reading how;
  private final Intake intake;
  private final Delivered delivered;
  private final FilesProgress progress;

  FileTask(String source, Reading how, Intake intake, Delivered delivered, FilesProgress progress) {
    this.source = source;
    this.how = how;
    this.intake = intake;
    this.delivered = delivered;
    this.progress = progress;
  }

  /** What became of an attempt. */
  enum Outcome {
    ENDED,
    /** It may still be written: to be looked at again. */
    LATER,
    FAILED
  }

  Outcome read(Origin file, Trust trust) throws InterruptedException, DeliveryException {
    Attempt attempt = new Attempt(file, trust);
    try {
      return attempt.run();
    } catch (IOException e) {
      if (Thread.interrupted()) {
        throw new InterruptedException("interrupted while a file was read");
      }
      return attempt.failed(e);
    }
  }

  /** One file, once. Confined to one thread. */
  private final class Attempt implements Origin.ByteCount {

    private final Origin file;
    private final Trust trust;
    private final ChunkBuilder chunk;
    private FilePosition position = FilePosition.start(new Version(Version.UNKNOWN_SIZE, ""), Head.of(new byte[0]));
    private boolean begun;

    Attempt(Origin file, Trust trust) {
      this.file = file;
      this.trust = trust;
      this.chunk = new ChunkBuilder(file);
    }

    Outcome run() throws IOException, InterruptedException, DeliveryException {
      report(Status.READING);
      Opened opened = file.open(this);
      known(opened.version());
      if (isKnown(opened.version())) {
        opened.in().close();
        progress.unchanged(file.shown(), position);
        return Outcome.ENDED;
      }
      position = begin(opened);
      Reading.Tail tail = trust == Trust.WHOLE ? Reading.Tail.TAKE : Reading.Tail.LEAVE;
      try (RecordStream records = RecordStream.open(opened.in(), file.name(), with(tail), position.mark())) {
        if (trust == Trust.GROWING && !records.isLog()) {
          progress.waiting(file.shown());
          return Outcome.LATER;
        }
        begun = true;
        readAll(records);
        return end(records);
      }
    }

    private void known(Version version) {
      if (file.version().isEmpty()) {
        progress.known(0, version.size());
      }
    }

    /** Of some files the version is only known now. */
    private boolean isKnown(Version version) {
      Optional<FilePosition> before = delivered.position(file.part());
      if (file.version().isPresent() || before.isEmpty() || !before.get().isAllOf(version, true)) {
        return false;
      }
      position = before.get();
      return true;
    }

    private void readAll(RecordStream records) throws IOException, InterruptedException, DeliveryException {
      Mark before = records.mark();
      try {
        for (Optional<Item> item = records.next(); item.isPresent(); item = records.next()) {
          if (chunk.isFullFor(item.get())) {
            deliver(position.at(before, records.isLog(), End.NOT_YET, chunk.records(), chunk.rejected()));
          }
          chunk.add(item.get());
          before = records.mark();
        }
      } finally {
        position = position.at(before, records.isLog(), End.NOT_YET, 0, 0);
      }
    }

    /** Its position says that it is done, also when there was nothing more in it. */
    private Outcome end(RecordStream records) throws InterruptedException, DeliveryException {
      boolean tail = records.isTailLeft();
      deliver(position.at(records.mark(), records.isLog(), tail ? End.BUT_FOR_THE_TAIL : End.REACHED, chunk.records(), chunk.rejected()));
      intake.done(file.part());
      progress.ended(result(Status.DONE, ""));
      return tail ? Outcome.LATER : Outcome.ENDED;
    }

    /** What was read before counts; the rest is tried again in the next run. */
    Outcome failed(IOException e) throws InterruptedException, DeliveryException {
      if (trust == Trust.GROWING && !begun) {
        progress.waiting(file.shown());
        return Outcome.LATER;
      }
      if (!chunk.isEmpty()) {
        deliver(position.at(position.mark(), position.log(), End.NOT_YET, chunk.records(), chunk.rejected()));
      }
      String error = FileFailures.text(e);
      log.warn("source {}: {} could not be read{}: {}", source, Printable.quoted(file.shown()), position.records() > 0 ? " to its end" : "", error);
      intake.failed(file.part(), error);
      progress.ended(result(Status.FAILED, error));
      return Outcome.FAILED;
    }

    private FilePosition begin(Opened opened) {
      Head head = Head.of(opened.beginning());
      FilePosition start = FilePosition.start(opened.version(), head);
      Optional<FilePosition> before = delivered.position(file.part());
      if (before.isEmpty()) {
        return start;
      }
      if (before.get().isPartOf(opened.version(), opened.beginning())) {
        return before.get().in(opened.version(), head);
      }
      log.info("source {}: {} is another than it was when it was read: it is read anew", source, Printable.quoted(file.shown()));
      return start;
    }

    private void deliver(FilePosition next) throws InterruptedException, DeliveryException {
      long records = chunk.records();
      long rejected = chunk.rejected();
      delivered.deliver(chunk.build(next.text()));
      position = next;
      progress.delivered(records, rejected);
      report(Status.READING);
    }

    private Reading with(Reading.Tail tail) {
      return new Reading(how.format(), how.compression(), how.delimiter(), how.recordBytes(), how.depth(), tail);
    }

    private void report(Status status) {
      progress.reading(result(status, ""));
    }

    private FileResult result(Status status, String error) {
      return new FileResult(file.shown(), position.records(), position.rejected(), status, error);
    }

    @Override
    public void read(long more) {
      progress.read(more);
    }

    @Override
    public void passed(long more) {
      progress.passed(more);
    }
  }
}
