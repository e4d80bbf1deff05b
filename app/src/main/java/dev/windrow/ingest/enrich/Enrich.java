package dev.windrow.ingest.enrich;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.windrow.config.Enrichment;
import dev.windrow.config.Enrichment.OnFailure;
import dev.windrow.ingest.Stage;
import dev.windrow.ingest.enrich.Address.Known;
import dev.windrow.ops.Meters;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;

/**
 * Looks up what belongs to the records of a source, and puts it into them. The records of a chunk keep their order, and it waits until all of them are done, so the
 * order per key is kept.
 *
 * <p>That there is no answer is one: the record goes on without the fields. When a lookup failed, the record goes on without them, becomes a dead letter
 * ({@code lookup_failed}), or waits. A record for which nothing can be looked up ({@code missing_field}, {@code bad_value}), or that has no room for the
 * fields ({@code field_taken}), goes on without them, or else becomes a dead letter: to wait would not help it. Thread-safe.
 */
public final class Enrich implements Stage, AutoCloseable {

  /** Of the heap, for what is kept of a source: a sixteenth. */
  private static final int SHARE_OF_HEAP = 16;

  private final OnFailure onFailure;
  private final Merge merge;
  private final Addresses addresses;
  private final EnrichMeters meters;
  private final Lookups lookups;
  private final Patience patience;

  /** Starts nothing before the first record. */
  public Enrich(String source, Enrichment enrichment, Lookup lookup, Meters meters) {
    this(source, enrichment, lookup, meters, Lookups.workers(source, enrichment.requests().concurrency()), Time.SYSTEM);
  }

  /** @param workers closed with this */
  Enrich(String source, Enrichment enrichment, Lookup lookup, Meters meters, ExecutorService workers, Time time) {
    this.onFailure = enrichment.onFailure();
    this.addresses = new Addresses(enrichment.url());
    this.meters = new EnrichMeters(meters, source);
    this.merge = new Merge(onFailure, this.meters);
    Answers answers = new Answers(enrichment.cache(), Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP, time.ticker());
    this.lookups = new Lookups(lookup, new Choice(enrichment.fields()), answers, this.meters, workers);
    this.patience = new Patience(source, lookups, this.meters, time);
  }

  @Override
  public List<Outcome> pass(List<ObjectNode> records) throws InterruptedException {
    List<Address> wanted = records.stream().map(addresses::of).toList();
    Map<String, Answer> answers = lookups.all(known(wanted));
    if (onFailure == OnFailure.WAIT) {
      answers = patience.untilAnswered(answers);
    }
    return merge.merged(records, wanted, answers);
  }

  /** Ends lookups that are under way; who waits for them is interrupted. */
  @Override
  public void close() {
    lookups.close();
    meters.close();
  }

  private static Set<String> known(List<Address> addresses) {
    Set<String> urls = new LinkedHashSet<>();
    for (Address address : addresses) {
      if (address instanceof Known known) {
        urls.add(known.url());
      }
    }
    return urls;
  }
}
