/**
 * An HTTP client that asks at a given rate whatever the answers do, and counts what became of its requests; clients of event streams. Requests have
 * fixed times: when answers are slow, they wait for a free connection, and that is part of what is measured.
 */
package dev.windrow.benchmark.load;
