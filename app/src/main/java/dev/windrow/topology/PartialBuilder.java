package dev.windrow.topology;

import dev.windrow.aggregate.Accumulator;
import dev.windrow.value.Group;
import java.util.ArrayList;
import java.util.List;

/**
 * Collects one batch's entries for one merge partition and cuts them into partials of a bounded size. They stand in the order in which stage 2 keeps them:
 * with very many groups, what is looked up one after the other is then close together.
 */
final class PartialBuilder {

  /** Well below the smallest usual limit for a record, with room for what an estimate misses. */
  private static final int MAX_BYTES = 256 << 10;

  private static final int BYTES_PER_ENTRY = 48;
  private static final int BYTES_PER_FIELD = 64;

  private final int fieldsAtMost;
  private final List<Partial.Entry> entries = new ArrayList<>();

  PartialBuilder(int fieldsAtMost) {
    this.fieldsAtMost = fieldsAtMost;
  }

  void add(String aggregation, long windowStart, byte[] group, Accumulator sum) {
    entries.add(new Partial.Entry(aggregation, windowStart, Group.ofCanonical(group), sum));
  }

  /** The batch's partials, the last one complete; starts anew. */
  List<Partial> build(Partial complete) {
    entries.sort(PartialBuilder::inKeptOrder);
    List<Partial> partials = new ArrayList<>();
    int from = 0;
    int bytes = 0;
    for (int i = 0; i < entries.size(); i++) {
      int size = BYTES_PER_ENTRY + entries.get(i).group().bytes().length + fieldsAtMost * BYTES_PER_FIELD;
      if (bytes > 0 && bytes + size > MAX_BYTES) {
        partials.add(complete.incomplete(List.copyOf(entries.subList(from, i))));
        from = i;
        bytes = 0;
      }
      bytes += size;
    }
    partials.add(complete.with(List.copyOf(entries.subList(from, entries.size()))));
    clear();
    return partials;
  }

  void clear() {
    entries.clear();
  }

  private static int inKeptOrder(Partial.Entry a, Partial.Entry b) {
    int byAggregation = a.aggregation().compareTo(b.aggregation());
    int byStart = byAggregation == 0 ? Long.compare(a.windowStart(), b.windowStart()) : byAggregation;
    return byStart == 0 ? a.group().compareTo(b.group()) : byStart;
  }
}
