package dev.windrow.fault;

/** How a fault is seen to have bitten. */
enum Bite {
  /** Transactions were aborted. */
  ABORTED,
  /** The group was rebalanced. */
  REBALANCED,
  /** There were unread records at the moment of the fault. */
  LAG
}
