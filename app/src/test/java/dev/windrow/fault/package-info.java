/**
 * The fault suite: three brokers, three instances of the service and a network between them, each in processes of its own, which are
 * killed, stopped, starved and cut off while events flow. The simulator says what to expect; {@link dev.windrow.cli.verify.Verification}
 * is the judge. Each test proves that its fault bit, by aborted transactions, rebalances or unread records, and fails when it
 * did not.
 *
 * <p>Runs with {@code -Pfaults} only; {@code -Dfaults=short} selects what fits into a gate. {@code -Dfault.none=true} leaves out the
 * faults themselves: then every test must fail.
 */
package dev.windrow.fault;
