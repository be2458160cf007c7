package dev.penstock.engine.http;

/**
 * Where a request comes from, as far as it can be believed.
 *
 * @param client an address
 * @param scheme {@code http} or {@code https}
 * @param host the authority that was asked for, lower case; empty when the request names none
 * @param trusted whether the peer is a proxy whose word counts
 */
record Origin(String client, String scheme, String host, boolean trusted) {}
