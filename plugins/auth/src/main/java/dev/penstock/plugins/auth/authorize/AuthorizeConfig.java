package dev.penstock.plugins.auth.authorize;

import dev.penstock.sdk.Node;
import java.util.List;
import java.util.Optional;

/**
 * Lets the call go on when all that is stated holds, else 403 without saying more. At least one key is stated.
 *
 * @param require a CEL condition; one that cannot be told, since the request lacks a value, does not hold
 * @param scopes {@code {all: […], any: […]}}, of {@code auth.scopes}; a list: all of them
 * @param tiers one of these must be {@code auth.tier}
 */
public record AuthorizeConfig(Optional<Node> require, Optional<Node> scopes, List<String> tiers) {}
