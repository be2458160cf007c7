package dev.penstock.plugins.auth.jwt;

import dev.penstock.sdk.Default;
import dev.penstock.sdk.Node;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * One issuer of tokens.
 *
 * @param issuer the {@code iss} of its tokens, character by character
 * @param jwks its keys (RFC 7517): a URL, or a file; or {@code discover}
 * @param audience of {@code aud} one must be among these; none: {@code aud} is not checked
 * @param algorithms what its tokens may be signed with
 * @param clockSkew how far its clock may be off
 * @param discover finds the keys by the issuer's own metadata, at {@code <issuer>/.well-known/openid-configuration}
 *     (OpenID Connect Discovery 1.0, RFC 8414); {@code issuer} is a URL then
 */
public record IssuerConfig(
        String issuer,
        Optional<Node> jwks,
        List<String> audience,
        @Default("[RS256, ES256]") List<SigningAlgorithm> algorithms,
        @Default("30s") Duration clockSkew,
        @Default("false") boolean discover) {}
