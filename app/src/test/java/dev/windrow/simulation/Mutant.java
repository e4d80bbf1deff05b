package dev.windrow.simulation;

import static dev.windrow.simulation.Invariant.CLOCK;
import static dev.windrow.simulation.Invariant.CLOSING;
import static dev.windrow.simulation.Invariant.DEAD_LETTERS;
import static dev.windrow.simulation.Invariant.IDLE;
import static dev.windrow.simulation.Invariant.LATE;
import static dev.windrow.simulation.Invariant.LEDGER;
import static dev.windrow.simulation.Invariant.LOST_OFFSETS;
import static dev.windrow.simulation.Invariant.NO_EXCEPTION;
import static dev.windrow.simulation.Invariant.PARTITIONS;
import static dev.windrow.simulation.Invariant.STATE;
import static dev.windrow.simulation.Invariant.VALUE;

import java.util.EnumSet;
import java.util.Set;

/** Mistakes that the simulation must catch, and the invariants that may be the first to show them. */
enum Mutant {
  /** None: the service as it is. */
  NONE,
  /** A commit while a frame waits commits the offset of the frame's last record. */
  LAST_OFFSET_OF_FRAME(LEDGER),
  /** A batch's clock reaches stage 2 before its sums. */
  CLOCK_BEFORE_SUMS(CLOSING, LEDGER),
  /** Idle is announced without asking whether there is something to read. */
  IDLE_WHILE_UNREAD(IDLE),
  /** Idle frames overtake the data that waits. */
  IDLE_OVERTAKES_DATA(NO_EXCEPTION),
  /** The partition time is not in the offset's metadata. */
  CLOCK_LOST_ON_REBALANCE(LATE, LEDGER, CLOCK),
  /** Stage 1 knows only of the partitions up to its own. */
  PARTITION_FORGOTTEN(PARTITIONS, LEDGER, CLOSING),
  /** An announcement of idleness counts for ever. */
  ANNOUNCEMENT_NEVER_RUNS_OUT(CLOSING, LEDGER),
  /** What an aborted transaction did to the state stays. */
  STATE_NOT_ROLLED_BACK(NO_EXCEPTION, LEDGER),
  /** Changelogs are told of changes when the transaction that made them has been committed. */
  CHANGES_AFTER_COMMIT(STATE),
  /** What an aborted transaction did to the state is told to the changelog by the next one. */
  CHANGES_KEPT_AFTER_ABORT(STATE),
  /** Sums of open windows are not in the store when the transaction that merged them is committed. */
  SUMS_LEFT_OUT_OF_COMMIT(VALUE),
  /** The changelog does not hear of groups that stand together. */
  BLOCKS_LEFT_OUT_OF_CHANGELOG(STATE),
  /** A task that moves takes what is closed for finished. */
  UNFINISHED_FORGOTTEN(VALUE, CLOSING),
  /** Whether an event is late is decided by the clock at its batch's end. */
  LATE_BY_END_OF_BATCH(LATE, LEDGER, IDLE),
  /** A batch that is processed again after an abort is counted twice. */
  LEDGER_TWICE_ON_RETRY(NO_EXCEPTION, LEDGER),
  /** Stage 2 takes whatever range comes. */
  RANGE_NOT_CHECKED(LOST_OFFSETS),
  /** What the group's coordinator says was committed last is believed, also when it has forgotten the latest. */
  COORDINATOR_BELIEVED(NO_EXCEPTION),
  /** The copies of committed offsets are read without waiting for what is on its way. */
  COPIES_READ_BEFORE_THEY_ARE_DECIDED(NO_EXCEPTION),
  /** Stage 2 reads what is not committed. */
  READ_UNCOMMITTED(NO_EXCEPTION, LEDGER),
  /** Late events and dead letters are written outside the transaction. */
  SIDE_RECORDS_NOT_TRANSACTIONAL(LATE, DEAD_LETTERS);

  private final Set<Invariant> caughtBy;

  Mutant(Invariant... caughtBy) {
    this.caughtBy = caughtBy.length == 0 ? EnumSet.noneOf(Invariant.class) : EnumSet.of(caughtBy[0], caughtBy);
  }

  Set<Invariant> caughtBy() {
    return caughtBy;
  }
}
