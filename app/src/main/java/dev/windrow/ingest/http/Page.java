package dev.windrow.ingest.http;

import dev.windrow.ingest.BadRecord;
import dev.windrow.ingest.RawRecord;
import java.util.List;
import java.util.Optional;

/**
 * What is in an answer.
 *
 * @param hasPlace whether there is something where the records should be, be it nothing but an empty array
 * @param next where the next page is, as the answer says: a cursor or an address
 * @param bytes of the answer
 * @param unchanged whether the server has said that it is the same as before, and sent nothing
 */
record Page(List<RawRecord> records, List<BadRecord> bad, boolean hasPlace, Optional<String> next, Validators validators, int bytes, boolean unchanged) {

  Page {
    records = List.copyOf(records);
    bad = List.copyOf(bad);
  }

  static final Page NONE = new Page(List.of(), List.of(), true, Optional.empty(), Validators.NONE, 0, false);
  static final Page UNCHANGED = new Page(List.of(), List.of(), true, Optional.empty(), Validators.NONE, 0, true);

  boolean isEmpty() {
    return records.isEmpty() && bad.isEmpty();
  }
}
