package dev.windrow.ingest.web;

import dev.windrow.ingest.web.WebException.Reason;
import dev.windrow.ops.MeterName;
import dev.windrow.ops.Meters;
import dev.windrow.ops.Tally;
import java.util.EnumMap;
import java.util.Map;

/** What is measured of a source's requests. Thread-safe. */
final class CallerMeters {

  private final Tally ok;
  private final Tally notModified;
  private final Tally retries;
  private final Map<Reason, Tally> failures = new EnumMap<>(Reason.class);

  CallerMeters(Meters meters, String source) {
    ok = meters.tally(MeterName.WEB_REQUESTS, source, "ok");
    notModified = meters.tally(MeterName.WEB_REQUESTS, source, "not_modified");
    retries = meters.tally(MeterName.WEB_RETRIES, source);
    for (Reason reason : Reason.values()) {
      failures.put(reason, meters.tally(MeterName.WEB_REQUESTS, source, reason.word()));
    }
  }

  void answered(Answer answer) {
    (answer.isNotModified() ? notModified : ok).add(1);
  }

  void failed(WebException failure) {
    failures.get(failure.reason()).add(1);
  }

  void again() {
    retries.add(1);
  }
}
