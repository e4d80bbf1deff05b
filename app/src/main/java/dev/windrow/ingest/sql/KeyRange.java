package dev.windrow.ingest.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A part of what is read.
 *
 * @param name of the part
 * @param isNulls whether it is the rows without a key
 * @param from the lowest key; empty for no bound
 * @param below what is above the highest key; empty for no bound
 */
record KeyRange(String name, boolean isNulls, Optional<String> from, Optional<String> below) {

  static final KeyRange ALL = new KeyRange("rows", false, Optional.empty(), Optional.empty());

  static final KeyRange NULLS = new KeyRange("range-nulls", true, Optional.empty(), Optional.empty());

  /** One more than there are cuts. */
  static List<KeyRange> between(List<String> cuts) {
    List<KeyRange> ranges = new ArrayList<>();
    for (int i = 0; i <= cuts.size(); i++) {
      ranges.add(new KeyRange("range-" + i, false,
          i == 0 ? Optional.empty() : Optional.of(cuts.get(i - 1)), i == cuts.size() ? Optional.empty() : Optional.of(cuts.get(i))));
    }
    return ranges;
  }
}
