package dev.windrow.ingest.files;

import dev.windrow.config.FilesExtract;
import dev.windrow.event.Limits;
import dev.windrow.ingest.DeliveryException;
import dev.windrow.ingest.Intake;
import dev.windrow.ingest.Reader;
import dev.windrow.ingest.format.Reading;
import dev.windrow.ops.Meters;
import java.time.Duration;

/**
 * Reads files: each is a part, several at a time. One that cannot be read does not end the others. A file that is read and has not changed is not read again; one
 * that goes by lines and has grown is gone on with; what has changed otherwise is read anew. Whatever their size, what is in memory of each file that is being
 * read is a chunk, and a few times the longest record.
 */
public final class FilesSource implements Reader {

  private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

  private final FilesSettings settings;
  private final FilesProgress progress;
  private final Duration lookEvery;

  /** @param follow whether a source that says so goes on with what is added; otherwise it ends like any other */
  public FilesSource(String source, FilesExtract files, Downloads downloads, boolean follow, Limits limits, Meters meters) {
    this(source, files, downloads, follow ? LOOK_EVERY : Duration.ZERO, limits, meters);
  }

  /** @param lookEvery how often it looks for what was added; zero for not at all */
  FilesSource(String source, FilesExtract files, Downloads downloads, Duration lookEvery, Limits limits, Meters meters) {
    Reading reading = new Reading(files.format(), files.compression(), files.delimiter(), limits.recordBytes(), limits.depth(), Reading.Tail.TAKE);
    settings = new FilesSettings(source, files.paths(), reading, downloads, files.watch() && !lookEvery.isZero(), files.concurrency());
    progress = new FilesProgress(source, meters);
    this.lookEvery = lookEvery;
  }

  @Override
  public void read(Intake intake) throws InterruptedException, DeliveryException {
    progress.begin();
    count();
    try (Readers readers = new Readers(settings.source(), settings.concurrency())) {
      Run run = new Run(settings, intake, progress, readers);
      if (settings.watch()) {
        run.watch(lookEvery);
      } else {
        run.once();
      }
    }
  }

  /** How far it is. */
  public FilesReport report() {
    return progress.report();
  }

  /** So that one can say how much there is before it is read. */
  private void count() throws InterruptedException, DeliveryException {
    new Listing(settings.paths(), settings.downloads(), false).list(new Finder() {
      @Override
      public void found(Origin file) {
        progress.known(1, file.version().map(Version::size).orElse(0L));
      }

      @Override
      public void refused(String shown, String reason) {}
    });
  }
}
