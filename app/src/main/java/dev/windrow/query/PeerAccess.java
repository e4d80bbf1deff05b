package dev.windrow.query;

import io.vertx.ext.web.client.WebClientOptions;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * How instances reach each other.
 *
 * @param options for the one client of the process: whom it trusts, and what it shows of itself
 * @param token what it presents; asked for each request, because it may change
 */
public record PeerAccess(WebClientOptions options, Supplier<Optional<String>> token) {}
