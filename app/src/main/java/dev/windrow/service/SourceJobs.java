package dev.windrow.service;

import dev.windrow.config.Config;
import dev.windrow.config.Enrichment;
import dev.windrow.config.Extract;
import dev.windrow.config.FilesExtract;
import dev.windrow.config.HttpExtract;
import dev.windrow.config.Requests;
import dev.windrow.config.Source;
import dev.windrow.config.SqlExtract;
import dev.windrow.config.TopicExtract;
import dev.windrow.ingest.Ingestion.Job;
import dev.windrow.ingest.Reader;
import dev.windrow.ingest.Stage;
import dev.windrow.ingest.enrich.Enrich;
import dev.windrow.ingest.enrich.WebLookup;
import dev.windrow.ingest.files.FilesSource;
import dev.windrow.ingest.files.WebDownloads;
import dev.windrow.ingest.http.HttpSource;
import dev.windrow.ingest.sql.SqlSource;
import dev.windrow.ingest.topic.TopicSource;
import dev.windrow.ingest.transform.Transform;
import dev.windrow.ingest.web.Caller;
import dev.windrow.ingest.web.WhenOpen;
import dev.windrow.ops.Meters;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Makes what reads the sources of a configuration. Closed when nothing of it reads any more. */
final class SourceJobs implements AutoCloseable {

  private final Config config;
  private final boolean follow;
  private final Meters meters;
  private final Clock clock;
  private final WebSide web;

  /** @param follow whether what can grow is read on, or ends where it ends now */
  SourceJobs(Config config, boolean follow, Meters meters, Clock clock) {
    this.config = config;
    this.follow = follow;
    this.meters = meters;
    this.clock = clock;
    this.web = new WebSide(config.ingest().inFlight(), meters, clock);
  }

  /** One for each source. */
  List<Job> all() {
    return of(source -> true);
  }

  /** One for each of these sources. */
  List<Job> of(Predicate<Source> wanted) {
    return config.ingest().sources().stream().filter(wanted).map(source -> new Job(source, reader(source), stages(source))).toList();
  }

  @Override
  public void close() {
    web.close();
  }

  private Reader reader(Source source) {
    Extract extract = source.extract();
    if (extract instanceof TopicExtract from) {
      return new TopicSource(config, from.topic(), follow, clock);
    } else if (extract instanceof SqlExtract) {
      return new SqlSource(source, meters);
    } else if (extract instanceof FilesExtract files) {
      Caller caller = caller(source, files.requests());
      return new FilesSource(source.name(), files, new WebDownloads(caller, files.requests().responseBytes()), follow, config.input().limits(), meters);
    } else if (extract instanceof HttpExtract http) {
      return new HttpSource(source.name(), http, config.input().limits(), caller(source, http.requests()), config.ingest().inFlight());
    }
    throw new IllegalStateException("expected a source that can be read, found " + extract.kind());
  }

  private Caller caller(Source source, Requests requests) {
    return web.web().caller(source.name(), requests, WhenOpen.WAIT);
  }

  private List<Stage> stages(Source source) {
    List<Stage> stages = new ArrayList<>();
    if (!source.transform().isEmpty()) {
      stages.add(new Transform(source.transform(), clock));
    }
    source.enrich().ifPresent(enrichment -> stages.add(enrich(source.name(), enrichment)));
    return stages;
  }

  /** What becomes of records whose lookup fails is decided there: nothing waits for an origin that has failed so often that it is left alone. */
  private Stage enrich(String source, Enrichment enrichment) {
    return new Enrich(source, enrichment, new WebLookup(web.web().caller(source, enrichment.requests(), WhenOpen.FAIL)), meters);
  }
}
