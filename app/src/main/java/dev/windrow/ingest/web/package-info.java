/**
 * Asks other servers over HTTP, politely: with a limit on requests in flight in total and to one origin, a rate, a time limit, retries that wait longer and longer and
 * as long as they are told to, and a circuit breaker; and carefully: an answer has a largest size, redirects are followed only as allowed, and addresses that cannot be
 * reached from the internet are asked only when that is allowed. One {@link dev.windrow.ingest.web.Web} per process, a {@link dev.windrow.ingest.web.Caller} per source.
 */
package dev.windrow.ingest.web;
