package dev.penstock.plugins.auth.jwt;

import dev.penstock.plugins.auth.credential.CredentialConfig;
import dev.penstock.plugins.auth.credential.ScopesConfig;
import dev.penstock.sdk.Default;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The settings of {@code jwt}: lets a request pass when it carries a JSON Web Token (RFC 7519) that one of the issuers
 * signed, and says whose it is. Otherwise 401, or 403 when scopes are missing, with {@code WWW-Authenticate} (RFC 6750
 * section 3); 503 while no key of an issuer could ever be fetched.
 *
 * @param issuers whose tokens are taken; or {@code secret}
 * @param secret the key of tokens signed with HS256, at least 32 bytes; who issued them is not asked
 * @param in where the token stands; default: {@code authorization}, scheme {@code Bearer}
 * @param scopes what the token must allow
 * @param claims header field to claim: what the upstream is told; a nested claim is written {@code realm.name}. What a
 *     client sends in these fields is dropped
 * @param optional lets a request without token pass, unauthenticated; a bad token never passes
 * @param forward sends the token on to the upstream
 * @param dpop whether a token may be, or must be, bound to the key of a DPoP proof (RFC 9449), which the request then
 *     carries in {@code DPoP}; without it a token that is bound to one is refused. Tokens that are bound to a client
 *     certificate (RFC 8705) are taken from who holds it, whatever stands here
 */
public record JwtConfig(
        List<IssuerConfig> issuers,
        Optional<String> secret,
        Optional<CredentialConfig> in,
        Optional<ScopesConfig> scopes,
        Map<String, String> claims,
        @Default("false") boolean optional,
        @Default("false") boolean forward,
        Optional<DpopMode> dpop) {}
