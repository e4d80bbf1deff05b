package dev.windrow.ingest.files;

import dev.windrow.config.Compression;
import dev.windrow.config.FilesExtract;
import dev.windrow.config.Format;
import dev.windrow.config.Requests;
import dev.windrow.event.Limits;
import dev.windrow.ops.Meters;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Sources of files, as a configuration would have them. */
final class Sources {

  static final Duration LOOK_EVERY = Duration.ofMillis(50);

  private static final Requests REQUESTS =
      new Requests(Map.of(), Optional.empty(), Optional.empty(), Optional.empty(), 5, Duration.ofSeconds(5), 5, 1 << 24, 5, true);

  private Sources() {}

  static FilesSource of(Object... paths) {
    return with(false, 3, paths);
  }

  static FilesSource watching(Object... paths) {
    return with(true, 3, paths);
  }

  static FilesSource with(boolean watch, int concurrency, Object... paths) {
    List<String> named = Arrays.stream(paths).map(Object::toString).toList();
    FilesExtract extract = new FilesExtract(named, Format.AUTO, Compression.AUTO, ',', watch, concurrency, REQUESTS);
    return new FilesSource("folder", extract, new PlainDownloads(), LOOK_EVERY, new Limits(10_000, 8, 10_000), Meters.NONE);
  }

  /** What became of the files, in words: {@code a.json done 2/0}. */
  static List<String> told(FilesSource source, Path folder) {
    return source.report().files().stream().map(file -> file.file().replace(folder + "/", "") + " " + file.status().text() + " "
        + file.records() + "/" + file.rejected() + (file.error().isEmpty() ? "" : " " + file.error())).toList();
  }
}
