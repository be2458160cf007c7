package dev.penstock.plugins.auth.introspect;

import dev.penstock.plugins.auth.credential.CredentialConfig;
import dev.penstock.plugins.auth.credential.ScopesConfig;
import dev.penstock.sdk.Default;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * The settings of {@code introspect}: lets a request pass whose token the endpoint calls active (RFC 7662). Otherwise 401,
 * or 403 when scopes are missing, with {@code WWW-Authenticate} (RFC 6750 section 3); 503 where the endpoint cannot be
 * asked or its answer is none.
 *
 * @param endpoint the URL of the introspection endpoint
 * @param client who asks; without it the endpoint is asked by nobody in particular
 * @param in where the token stands; default: {@code authorization}, scheme {@code Bearer}
 * @param cache how long an answer counts, from when it was asked for; never past the token's {@code exp}
 * @param scopes what the token must allow
 * @param claims header field to member of the answer: what the upstream is told; a nested one is written {@code a.b}.
 *     What a client sends in these fields is dropped
 * @param optional lets a request without token pass, unauthenticated; a bad token never passes
 * @param forward sends the token on to the upstream
 */
public record IntrospectConfig(
        Endpoint endpoint,
        Optional<ClientConfig> client,
        @Default("{header: authorization, scheme: Bearer}") CredentialConfig in,
        @Default("30s") Duration cache,
        Optional<ScopesConfig> scopes,
        Map<String, String> claims,
        @Default("false") boolean optional,
        @Default("false") boolean forward) {}
