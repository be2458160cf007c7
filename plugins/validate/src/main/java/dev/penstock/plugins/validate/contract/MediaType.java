package dev.penstock.plugins.validate.contract;

import dev.penstock.sdk.Fields;
import java.util.Locale;
import java.util.Optional;

/**
 * A media type, or a range of them, without its parameters (RFC 9110 section 8.3.1 and 12.5.1).
 *
 * @param type in lower case, or {@code *}
 * @param subtype in lower case, {@code *}, or {@code *+json}
 */
record MediaType(String type, String subtype) {
    /** Empty when the text is none. */
    static Optional<MediaType> of(String text) {
        int end = text.indexOf(';');
        String bare = (end < 0 ? text : text.substring(0, end)).strip().toLowerCase(Locale.ROOT);
        int slash = bare.indexOf('/');
        if (slash < 1 || !Fields.isName(bare.substring(0, slash)) || !Fields.isName(bare.substring(slash + 1))) {
            return Optional.empty();
        }
        return Optional.of(new MediaType(bare.substring(0, slash), bare.substring(slash + 1)));
    }

    boolean isJson() {
        return type.equals("application") && (subtype.equals("json") || subtype.endsWith("+json"));
    }

    /** How closely this range names that type: 0 not at all, 3 as it is. */
    int closeness(MediaType other) {
        if (equals(other)) {
            return 3;
        }
        boolean anySubtype =
                subtype.equals("*") || (subtype.startsWith("*+") && other.subtype.endsWith(subtype.substring(1)));
        return anySubtype && type.equals(other.type) ? 2 : anySubtype && type.equals("*") ? 1 : 0;
    }

    @Override
    public String toString() {
        return type + "/" + subtype;
    }
}
