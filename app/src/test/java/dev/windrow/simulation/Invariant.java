package dev.windrow.simulation;

/** What holds in every run. */
enum Invariant {
  /** No stage throws. */
  NO_EXCEPTION,
  /** S12: per aggregation and source, what was read is accounted for, exactly. */
  LEDGER,
  /** S3: exactly the late events are in the late topic, byte for byte, once, with coordinates, clock and windows missed. */
  LATE,
  /** S9: exactly the dead letters are in their topic, byte for byte, once, with reason and coordinates. */
  DEAD_LETTERS,
  /** S5 and S7: the first result of a key is the only final one, if the group had data at the close; revisions count up. */
  FINAL_ONCE,
  /** The last result of every key is what the input says, without what has expired. */
  VALUE,
  /** S2: the clock that stage 1 tells is the highest event time before that offset. */
  CLOCK,
  /** S6: who is announced as idle has nothing unread and has been quiet. */
  IDLE,
  /** S4: partials tell how many partitions there are. */
  PARTITIONS,
  /** S13: the partials of a source cover its records once, in order, in each merge partition. */
  MERGED_ONCE,
  /** S4 to S7: each partial makes exactly those windows close, be revised or expire that the rules say. */
  CLOSING,
  /** What is known of sources and of closed windows never goes back. */
  MONOTONE,
  /** The kept windows are those that the rules keep. */
  STATE,
  /** After the faults stop, everything is merged and closes in bounded time. */
  LIVENESS,
  /** S13: when the group's offsets are lost, the service stops and counts nothing twice. */
  LOST_OFFSETS
}
