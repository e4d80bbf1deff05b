package dev.windrow.fuzz;

import dev.windrow.event.RawRecord;
import java.util.List;

/** What is fuzzed: a decoder, or one with a mistake. Keeps its state from call to call, as a stream thread's decoder does. */
interface Decoding {

  /** Decodes records, whose offsets ascend, in one frame. */
  List<Outcome> frame(List<RawRecord> records);

  /** Decodes a record that is on its own. */
  Outcome plain(RawRecord record);
}
