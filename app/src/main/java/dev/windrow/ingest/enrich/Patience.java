package dev.windrow.ingest.enrich;

import dev.windrow.ingest.GrowingPause;
import dev.windrow.ingest.enrich.Answer.Failed;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has lookups that failed tried again until all have an answer: after a second, then twice as long up to half a minute. While they fail one is tried, not
 * all; when it works the others follow. The log has a line when it begins and one when it is over, however many chunks wait. Thread-safe.
 */
final class Patience {

  private static final GrowingPause PAUSE = new GrowingPause(Duration.ofSeconds(1), Duration.ofSeconds(30));

  private static final Logger log = LoggerFactory.getLogger(Patience.class);

  private final String source;
  private final Lookups lookups;
  private final EnrichMeters meters;
  private final Time time;

  // Guarded by this.
  private int waiting;
  private long began;

  Patience(String source, Lookups lookups, EnrichMeters meters, Time time) {
    this.source = source;
    this.lookups = lookups;
    this.meters = meters;
    this.time = time;
  }

  /** The same answers, with none that failed. */
  Map<String, Answer> untilAnswered(Map<String, Answer> answers) throws InterruptedException {
    Map<String, Failed> failed = failed(answers);
    if (failed.isEmpty()) {
      return answers;
    }
    boolean answered = false;
    begin(failed.values().iterator().next());
    try {
      Map<String, Answer> all = insist(new LinkedHashMap<>(answers));
      answered = true;
      return all;
    } finally {
      end(answered);
    }
  }

  private Map<String, Answer> insist(Map<String, Answer> answers) throws InterruptedException {
    int failures = 0;
    for (Set<String> failed = failed(answers).keySet(); !failed.isEmpty(); failed = failed(answers).keySet()) {
      time.pause().of(PAUSE.after(failures));
      answers.putAll(lookups.all(List.of(failed.iterator().next())));
      Set<String> still = failed(answers).keySet();
      failures = still.size() < failed.size() ? 0 : failures + 1;
      if (failures == 0) {
        answers.putAll(lookups.all(still));
      }
    }
    return answers;
  }

  private static Map<String, Failed> failed(Map<String, Answer> answers) {
    return answers.entrySet().stream().filter(answer -> answer.getValue() instanceof Failed)
        .collect(Collectors.toMap(Map.Entry::getKey, answer -> (Failed) answer.getValue(), (one, other) -> one, LinkedHashMap::new));
  }

  private synchronized void begin(Failed failure) {
    waiting++;
    meters.waiting(waiting);
    if (waiting == 1) {
      began = time.ticker().read();
      log.warn("source {}: a lookup failed ({}); records wait until lookups work, tried again every {} s at least", source, failure.detail(), PAUSE.longest().toSeconds());
    }
  }

  private synchronized void end(boolean answered) {
    waiting--;
    meters.waiting(waiting);
    if (waiting == 0) {
      log.info("source {}: {} after {} s", source, answered ? "lookups work again" : "lookups are not waited for any more", time.since(began).toSeconds());
    }
  }
}
