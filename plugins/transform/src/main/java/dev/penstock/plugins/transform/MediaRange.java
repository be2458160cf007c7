package dev.penstock.plugins.transform;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which media types are taken (RFC 9110 section 8.3.1). Case does not count, parameters neither.
 *
 * @param type {@code *}: any
 * @param subtype {@code *}: any; {@code *+json}: any with this suffix (RFC 6838 section 4.2.8)
 */
record MediaRange(String type, String subtype) {
    private static final String NAME = "[a-z0-9!#$&^_.+-]+";
    private static final Pattern WRITTEN =
            Pattern.compile("(?:(\\*)/(\\*)|(" + NAME + ")/((?:\\*\\+)?" + NAME + "|\\*))");
    private static final Pattern SENT = Pattern.compile("(" + NAME + ")/(" + NAME + ")[ \\t]*(?:;.*)?");

    /**
     * Reads {@code application/json}, {@code application/*+json}, {@code text/*} or {@code *}{@code /*}.
     *
     * @throws IllegalArgumentException when the text is no media type
     */
    public static MediaRange parse(String text) {
        Matcher written = WRITTEN.matcher(text.toLowerCase(Locale.ROOT));
        if (!written.matches()) {
            throw new IllegalArgumentException(
                    "expected a media type such as application/json, application/*+json or text/*, without parameters,"
                            + " found '" + text + "'");
        }
        return written.group(1) != null ? new MediaRange("*", "*") : new MediaRange(written.group(3), written.group(4));
    }

    /** Whether a {@code Content-Type} is of these. */
    boolean takes(String contentType) {
        Matcher sent = SENT.matcher(contentType.strip().toLowerCase(Locale.ROOT));
        return sent.matches()
                && (type.equals("*") || type.equals(sent.group(1)))
                && (subtype.equals("*")
                        || subtype.equals(sent.group(2))
                        || (subtype.startsWith("*+") && sent.group(2).endsWith(subtype.substring(1))));
    }
}
