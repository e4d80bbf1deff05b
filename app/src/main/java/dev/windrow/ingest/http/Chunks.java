package dev.windrow.ingest.http;

import dev.windrow.ingest.Chunk;
import dev.windrow.ingest.DeliveryException;
import dev.windrow.ingest.Intake;
import dev.windrow.ingest.RawRecord;
import java.util.List;

/**
 * Delivers pages in chunks. Only the last chunk of a page says that reading goes on behind it: who begins again in the middle gets the page from its beginning, and
 * some records twice, with the same ids. Nothing is left out when the page has changed meanwhile. Confined to one thread.
 */
record Chunks(Intake intake, String part) {

  /** @param before where reading goes on until the whole page is there, after where it does then */
  void deliver(Page page, Position before, Position after) throws InterruptedException, DeliveryException {
    List<RawRecord> records = page.records();
    int from = 0;
    int to = end(records, from);
    while (to < records.size()) {
      intake.deliver(new Chunk(part, records.subList(from, to), List.of(), before.text()));
      from = to;
      to = end(records, from);
    }
    intake.deliver(new Chunk(part, records.subList(from, to), page.bad(), after.text()));
  }

  private static int end(List<RawRecord> records, int from) {
    int to = from;
    long bytes = 0;
    while (to < records.size() && to - from < Chunk.MOST_RECORDS && (to == from || bytes + records.get(to).json().length <= Chunk.MOST_BYTES)) {
      bytes += records.get(to).json().length;
      to++;
    }
    return to;
  }
}
