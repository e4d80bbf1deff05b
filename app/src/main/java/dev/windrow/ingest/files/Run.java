package dev.windrow.ingest.files;

import dev.windrow.ingest.DeliveryException;
import dev.windrow.ingest.Intake;
import dev.windrow.ingest.files.FileResult.Status;
import dev.windrow.ingest.files.FileTask.Outcome;
import dev.windrow.ingest.format.Reading;
import dev.windrow.value.Printable;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One reading of all files; when it watches, one after the other without end. */
final class Run implements Finder {

  private static final Logger log = LoggerFactory.getLogger(Run.class);
  private static final int MOST_FAULTS = 100_000;

  private final FilesSettings settings;
  private final Intake intake;
  private final FilesProgress progress;
  private final Readers readers;
  private final Delivered delivered;
  private final FileTask task;
  private final Quiet quiet = new Quiet();
  private final Set<String> underWay = ConcurrentHashMap.newKeySet();

  /** Confined to the thread that lists. */
  private boolean first = true;

  /** What is not tried again before it changes: by part the version that failed, by name what was refused. Guarded by itself. */
  private final Map<String, Object> faults = new Newest<>(MOST_FAULTS);

  Run(FilesSettings settings, Intake intake, FilesProgress progress, Readers readers) {
    this.settings = settings;
    this.intake = intake;
    this.progress = progress;
    this.readers = readers;
    delivered = new Delivered(intake);
    task = new FileTask(settings.source(), settings.reading(), intake, delivered, progress);
  }

  void once() throws InterruptedException, DeliveryException {
    new Listing(settings.paths(), settings.downloads(), true).list(this);
    readers.awaitAll();
  }

  /** A folder is asked what is in it: notices of changes do not come from file systems that are elsewhere. Servers are not asked again. */
  void watch(Duration every) throws InterruptedException, DeliveryException {
    while (true) {
      new Listing(settings.paths(), settings.downloads(), false).list(this);
      readers.awaitAll();
      first = false;
      Thread.sleep(every.toMillis());
    }
  }

  @Override
  public void found(Origin file) throws InterruptedException, DeliveryException {
    if (!first && file.version().isEmpty()) {
      return;
    }
    Trust trust = settings.watch() ? trust(file) : Trust.WHOLE;
    if (isRead(file, trust) || hasFailed(file)) {
      return;
    }
    if (underWay.add(file.part())) {
      readers.begin(() -> read(file, trust));
    }
  }

  @Override
  public void refused(String shown, String reason) {
    synchronized (faults) {
      if (reason.equals(faults.put(shown, reason))) {
        return;
      }
    }
    log.warn("source {}: {} is not read: {}", settings.source(), Printable.quoted(shown), reason);
    intake.failed(shown, reason);
    progress.ended(new FileResult(shown, 0, 0, Status.REFUSED, reason));
  }

  private Outcome read(Origin file, Trust trust) throws InterruptedException, DeliveryException {
    try {
      Outcome outcome = task.read(file, trust);
      if (outcome == Outcome.FAILED && settings.watch()) {
        file.version().ifPresent(version -> note(file.part(), version));
      }
      if (outcome != Outcome.LATER) {
        quiet.forget(file.part());
      }
      return outcome;
    } finally {
      underWay.remove(file.part());
    }
  }

  private Trust trust(Origin file) {
    return file.version().map(version -> quiet.look(file.part(), version)).orElse(Trust.WHOLE);
  }

  private boolean isRead(Origin file, Trust trust) {
    Optional<FilePosition> before = delivered.position(file.part());
    Optional<Version> now = file.version();
    if (before.isEmpty() || now.isEmpty() || !before.get().isAllOf(now.get(), trust == Trust.WHOLE)) {
      return false;
    }
    if (before.get().end() == FilePosition.End.REACHED) {
      quiet.forget(file.part());
    }
    if (first) {
      progress.unchanged(file.shown(), before.get());
    }
    return true;
  }

  private boolean hasFailed(Origin file) {
    synchronized (faults) {
      return file.version().isPresent() && file.version().get().equals(faults.get(file.part()));
    }
  }

  private void note(String part, Version version) {
    synchronized (faults) {
      faults.put(part, version);
    }
  }
}
