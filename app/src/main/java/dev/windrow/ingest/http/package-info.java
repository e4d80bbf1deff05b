/**
 * Reads sources over HTTP. Each address is a part, read page by page; pages that are told apart by number or offset are fetched side by side and delivered in their order.
 * A run that has ended begins at the first page the next time; one that has not goes on behind the last page that Kafka has for good.
 */
package dev.windrow.ingest.http;
