package dev.penstock.sdk;

import java.util.Locale;

/**
 * A part of a call that steps read and write, by the name that expressions know it by, such as {@code header.x-user} or
 * {@code auth.claims.tenant}.
 *
 * @param kind its first name
 * @param name what stands below it, dots between; empty: all of it. Of a header field in lower case
 */
public record Part(Kind kind, String name) {
    /** The names of the language, and {@link #SLOT} for those that steps declare. */
    public enum Kind {
        /** {@code request}: the request line as the client sent it. */
        REQUEST,
        /** {@code path}: the parameters of the route's match. */
        PATH,
        /** {@code query}: the parameters of the query. */
        QUERY,
        /** {@code header}: the header fields of the request. */
        HEADER,
        /** {@code cookie}: what the field {@code Cookie} holds. */
        COOKIE,
        /** {@code client}: the address of who asks. */
        CLIENT,
        /** {@code auth}: what an auth step found out about who asks. */
        AUTH,
        /** {@code body}: the body of the request. */
        BODY,
        /** {@code response}: the answer on its way up. */
        RESPONSE,
        /** {@code vars}: what scripts and plugins remember. */
        VARS,
        /** A {@linkplain StepContext#declare declared} name, which is the first of its names. */
        SLOT
    }

    /** The whole query. */
    public static final Part QUERY = new Part(Kind.QUERY, "");

    /** A header field of the request, in any case. */
    public static Part header(String name) {
        return new Part(Kind.HEADER, name.toLowerCase(Locale.ROOT));
    }

    /** Something about who asks, such as {@code scopes} or {@code tier}. */
    public static Part auth(String member) {
        return new Part(Kind.AUTH, member);
    }

    /** As an expression reads it. */
    @Override
    public String toString() {
        String first = kind.name().toLowerCase(Locale.ROOT);
        if (kind == Kind.SLOT) {
            return name;
        }
        return name.isEmpty() ? first : first + '.' + name;
    }
}
