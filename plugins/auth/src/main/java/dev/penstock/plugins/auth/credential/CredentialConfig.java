package dev.penstock.plugins.auth.credential;

import java.util.Optional;

/**
 * Where a credential stands: one of the three.
 *
 * @param header a header field
 * @param scheme what stands before the credential in the field; none: the field is the bare credential
 * @param cookie a cookie
 * @param query a parameter of the query
 */
public record CredentialConfig(
        Optional<String> header, Optional<String> scheme, Optional<String> cookie, Optional<String> query) {}
