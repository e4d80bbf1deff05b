/**
 * The HTTP side of a running service: the API, the event streams, the live page, health and metrics, and what stands at the edge of
 * them all: encryption, authentication, limits, headers, and problems in one form.
 */
package dev.windrow.http;
