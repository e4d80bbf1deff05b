package dev.windrow.query;

import io.vertx.core.net.ClientSSLOptions;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * How instances reach each other. Both are asked for each request, because files change.
 *
 * @param encryption whom this instance trusts and how it shows who it is; empty when instances talk without encryption
 * @param token what it presents
 */
public record PeerAccess(Supplier<Optional<ClientSSLOptions>> encryption, Supplier<Optional<String>> token) {}
