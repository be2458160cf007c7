package dev.penstock.sdk;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Which header fields a pipeline file may write, and what may stand in them (RFC 9110 section 5). */
public final class Fields {
    private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");

    /** Fields of one connection (RFC 9110 section 7.6.1) and of framing. */
    private static final Set<String> GATEWAYS_OWN = Set.of(
            "connection",
            "content-length",
            "keep-alive",
            "proxy-connection",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade");

    private Fields() {}

    /**
     * Why a pipeline file cannot write this field, for {@link StepContext#fault}; empty when it can.
     *
     * @param name in any case
     * @param direction {@code Host} is refused in a request alone
     */
    public static Optional<String> fault(String name, Direction direction) {
        if (!isName(name)) {
            return Optional.of("expected the name of a header field, found '" + name + "'");
        }
        String lower = name.toLowerCase(Locale.ROOT);
        if (GATEWAYS_OWN.contains(lower)) {
            return Optional.of("'" + name + "' belongs to the connection and is the gateway's to write: remove it");
        }
        if (lower.equals("host") && direction == Direction.REQUEST) {
            return Optional.of("'host' is the target's own: use rewrite: {host: …}");
        }
        return Optional.empty();
    }

    /** Whether a text is a token, as names of fields and methods are (RFC 9110 section 5.6.2). */
    public static boolean isName(String text) {
        return TOKEN.matcher(text).matches();
    }

    /** Whether the text can stand in a field: a line break would start a field of the sender's choice. */
    public static boolean isValue(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if ((c < ' ' && c != '\t') || c == 127) {
                return false;
            }
        }
        return true;
    }
}
