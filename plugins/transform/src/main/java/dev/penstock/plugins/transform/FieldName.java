package dev.penstock.plugins.transform;

import dev.penstock.sdk.Direction;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Which header fields a pipeline file may edit. */
final class FieldName {
    private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");

    /** Fields of one connection (RFC 9110 section 7.6.1) and of framing: the gateway writes them itself. */
    private static final Set<String> OWN = Set.of(
            "connection",
            "content-length",
            "keep-alive",
            "proxy-connection",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade");

    private FieldName() {}

    /** Why this name cannot be edited; empty when it can. */
    static Optional<String> fault(String name, Direction direction) {
        if (!TOKEN.matcher(name).matches()) {
            return Optional.of("expected the name of a header field, found '" + name + "'");
        }
        String lower = name.toLowerCase(Locale.ROOT);
        if (OWN.contains(lower)) {
            return Optional.of(
                    "'" + name + "' belongs to the connection and is written by the gateway: remove it here");
        }
        if (lower.equals("host") && direction == Direction.REQUEST) {
            return Optional.of("'host' is the target's own: use rewrite: {host: …}");
        }
        return Optional.empty();
    }
}
