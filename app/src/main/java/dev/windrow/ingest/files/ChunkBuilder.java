package dev.windrow.ingest.files;

import dev.windrow.ingest.BadRecord;
import dev.windrow.ingest.Chunk;
import dev.windrow.ingest.RawRecord;
import dev.windrow.ingest.format.Item;
import dev.windrow.value.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** Gathers what is read of a file until it is a chunk. Confined to one thread. */
final class ChunkBuilder {

  private static final int ID_BYTES = 8;

  private final String part;
  private final String shown;
  private final String id;
  private List<RawRecord> records = new ArrayList<>();
  private List<BadRecord> bad = new ArrayList<>();
  private long bytes;

  ChunkBuilder(Origin file) {
    part = file.part();
    shown = file.shown();
    id = HexFormat.of().formatHex(Sha256.of(part.getBytes(StandardCharsets.UTF_8)), 0, ID_BYTES) + "-";
  }

  int records() {
    return records.size();
  }

  int rejected() {
    return bad.size();
  }

  boolean isEmpty() {
    return records.isEmpty() && bad.isEmpty();
  }

  /** Whether it is a chunk before the item is added. */
  boolean isFullFor(Item item) {
    return !isEmpty() && (records.size() + bad.size() >= Chunk.MOST_RECORDS || bytes + item.bytes().length > Chunk.MOST_BYTES);
  }

  /** An item's id is its file's, and the byte at which it begins: that stays, however often it is read. */
  void add(Item item) {
    String place = shown + ":" + item.line();
    if (item instanceof Item.Bad reject) {
      bad.add(new BadRecord(place, reject.bytes(), reject.reason(), reject.detail()));
    } else {
      records.add(new RawRecord(id + item.offset(), place, item.bytes()));
    }
    bytes += item.bytes().length;
  }

  /** What has been gathered; the next chunk begins. */
  Chunk build(String position) {
    Chunk chunk = new Chunk(part, records, bad, position);
    records = new ArrayList<>();
    bad = new ArrayList<>();
    bytes = 0;
    return chunk;
  }
}
