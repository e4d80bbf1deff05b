/**
 * Compares what Windrow gave out with what the simulator expected. It reads only what anybody can read: the topics of
 * results, late events and dead letters, and the ledger.
 */
package dev.windrow.cli.verify;
