package dev.penstock.plugins.auth.hmac;

import java.util.Optional;

/**
 * Where a signature stands.
 *
 * @param header the header field
 * @param prefix what stands before the signature, such as {@code sha256=}
 * @param field its name in a header written {@code t=…,v1=…}
 */
public record PlaceConfig(String header, Optional<String> prefix, Optional<String> field) {}
