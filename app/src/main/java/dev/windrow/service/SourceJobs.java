package dev.windrow.service;

import dev.windrow.config.Config;
import dev.windrow.config.Extract;
import dev.windrow.config.FilesExtract;
import dev.windrow.config.Source;
import dev.windrow.config.SqlExtract;
import dev.windrow.config.TopicExtract;
import dev.windrow.ingest.Ingestion.Job;
import dev.windrow.ingest.Reader;
import dev.windrow.ingest.Stage;
import dev.windrow.ingest.files.FilesSource;
import dev.windrow.ingest.sql.SqlSource;
import dev.windrow.ingest.topic.TopicSource;
import dev.windrow.ingest.transform.Transform;
import dev.windrow.ops.Meters;
import java.time.Clock;
import java.util.List;

/** Makes what reads the sources of a configuration. */
final class SourceJobs {

  private final Config config;
  private final boolean follow;
  private final Meters meters;
  private final Clock clock;

  /** @param follow whether what can grow is read on, or ends where it ends now */
  SourceJobs(Config config, boolean follow, Meters meters, Clock clock) {
    this.config = config;
    this.follow = follow;
    this.meters = meters;
    this.clock = clock;
  }

  /** One for each source. */
  List<Job> all() {
    return config.ingest().sources().stream().map(source -> new Job(source, reader(source), stages(source))).toList();
  }

  private Reader reader(Source source) {
    Extract extract = source.extract();
    if (extract instanceof TopicExtract from) {
      return new TopicSource(config, from.topic(), follow, clock);
    } else if (extract instanceof SqlExtract) {
      return new SqlSource(source, meters);
    } else if (extract instanceof FilesExtract files) {
      return new FilesSource(source.name(), files, follow, config.input().limits(), meters);
    }
    throw new IllegalStateException("expected a source that can be read, found " + extract.kind());
  }

  private List<Stage> stages(Source source) {
    return source.transform().isEmpty() ? List.of() : List.of(new Transform(source.transform(), clock));
  }
}
