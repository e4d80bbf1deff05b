package dev.windrow.topology;

import dev.windrow.aggregate.Accumulator;
import dev.windrow.value.Group;
import java.util.ArrayList;
import java.util.List;

/** Collects one batch's entries for one merge partition and cuts them into partials of a bounded size. */
final class PartialBuilder {

  /** Well below the smallest usual limit for a record, with room for what an estimate misses. */
  private static final int MAX_BYTES = 256 << 10;

  private static final int BYTES_PER_ENTRY = 48;
  private static final int BYTES_PER_FIELD = 64;

  private final int fieldsAtMost;
  private final List<List<Partial.Entry>> chunks = new ArrayList<>();
  private int bytes;

  PartialBuilder(int fieldsAtMost) {
    this.fieldsAtMost = fieldsAtMost;
    clear();
  }

  void add(String aggregation, long windowStart, byte[] group, Accumulator sum) {
    int size = BYTES_PER_ENTRY + group.length + fieldsAtMost * BYTES_PER_FIELD;
    if (bytes > 0 && bytes + size > MAX_BYTES) {
      chunks.add(new ArrayList<>());
      bytes = 0;
    }
    bytes += size;
    chunks.get(chunks.size() - 1).add(new Partial.Entry(aggregation, windowStart, Group.ofCanonical(group), sum));
  }

  /** The batch's partials, the last one complete; starts anew. */
  List<Partial> build(Partial complete) {
    List<Partial> partials = new ArrayList<>(chunks.size());
    for (int i = 0; i < chunks.size() - 1; i++) {
      partials.add(complete.incomplete(chunks.get(i)));
    }
    partials.add(complete.with(chunks.get(chunks.size() - 1)));
    clear();
    return partials;
  }

  private void clear() {
    chunks.clear();
    chunks.add(new ArrayList<>());
    bytes = 0;
  }
}
