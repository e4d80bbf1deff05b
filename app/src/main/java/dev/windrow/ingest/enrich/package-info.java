/**
 * Adds to records what is looked up for them over HTTP: many at a time, each key once, with a cache that also keeps what is not there; records stay in their order.
 */
package dev.windrow.ingest.enrich;
