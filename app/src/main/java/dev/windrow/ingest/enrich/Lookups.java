package dev.windrow.ingest.enrich;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.benmanes.caffeine.cache.Ticker;
import dev.windrow.config.Enrichment;
import dev.windrow.config.Enrichment.OnFailure;
import dev.windrow.ingest.Stage;
import dev.windrow.ingest.Stage.Outcome.Passed;
import dev.windrow.ingest.Stage.Outcome.Refused;
import dev.windrow.ingest.web.Caller;
import dev.windrow.ingest.web.Web;
import dev.windrow.ingest.web.WebException;
import dev.windrow.ingest.web.WhenOpen;
import dev.windrow.ops.Meters;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks up something for each record of a chunk, all of them at a time as far as the limits allow, and adds it. The records stay in their order, and so do those of a key.
 * A record that has nothing to look up by, or for which there is nothing, goes on as it is. Thread-safe.
 */
public final class Lookups implements Stage, AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Lookups.class);

  private static final String FAILED = "lookup_failed";
  private static final String NO_ROOM = "lookup_conflict";

  /** Between two rounds of lookups that are waited for, on top of the pauses between attempts. */
  private static final long PAUSE_MS = 1_000;

  private final String source;
  private final UrlTemplate urls;
  private final OnFailure onFailure;
  private final Directory directory;
  private final LookupMeters meters;

  /** @param source whose records they are */
  public Lookups(String source, Enrichment enrichment, Web web, Meters meters) {
    this(source, enrichment, web.caller(source, enrichment.requests(), enrichment.onFailure() == OnFailure.WAIT ? WhenOpen.WAIT : WhenOpen.FAIL), meters,
        Ticker.systemTicker());
  }

  Lookups(String source, Enrichment enrichment, Caller caller, Meters meters, Ticker ticker) {
    this.source = source;
    this.urls = new UrlTemplate(enrichment.url());
    this.onFailure = enrichment.onFailure();
    this.meters = new LookupMeters(meters, source);
    this.directory = new Directory(source, enrichment, urls.home(), caller, this.meters, ticker);
  }

  @Override
  public List<Outcome> pass(List<ObjectNode> records) throws InterruptedException {
    List<Optional<URI>> asked = records.stream().map(urls::of).toList();
    Map<URI, CompletableFuture<Found>> lookups = new LinkedHashMap<>();
    asked.forEach(url -> url.ifPresent(key -> lookups.computeIfAbsent(key, directory::lookUp)));
    List<Outcome> outcomes = new ArrayList<>(records.size());
    for (int i = 0; i < records.size(); i++) {
      outcomes.add(asked.get(i).isEmpty() ? without(records.get(i)) : with(records.get(i), asked.get(i).get(), lookups));
    }
    return outcomes;
  }

  @Override
  public void close() {
    directory.close();
  }

  private Outcome without(ObjectNode record) {
    meters.without();
    return new Passed(record);
  }

  private Outcome with(ObjectNode record, URI url, Map<URI, CompletableFuture<Found>> lookups) throws InterruptedException {
    while (true) {
      try {
        return merged(record, lookups.get(url).get());
      } catch (ExecutionException e) {
        String reason = reason(e.getCause());
        if (onFailure != OnFailure.WAIT) {
          meters.failed();
          return onFailure == OnFailure.PASS ? new Passed(record) : new Refused(FAILED, reason);
        }
        log.warn("source {}: waiting for a lookup, which is tried again: {}", source, reason);
        Thread.sleep(PAUSE_MS);
        lookups.put(url, directory.lookUp(url));
      }
    }
  }

  private Outcome merged(ObjectNode record, Found found) {
    Optional<String> conflict = Merge.into(record, found.fields());
    meters.done(found);
    return conflict.<Outcome>map(reason -> new Refused(NO_ROOM, reason)).orElseGet(() -> new Passed(record));
  }

  private static String reason(Throwable failure) {
    if (failure instanceof WebException) {
      return failure.getMessage();
    }
    return "the lookup was ended";
  }
}
