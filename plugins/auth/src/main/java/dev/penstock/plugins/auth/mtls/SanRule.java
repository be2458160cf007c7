package dev.penstock.plugins.auth.mtls;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A subject alternative name (RFC 5280 section 4.2.1.6) that is let in. What it looks like says of which type it is, and
 * only names of that type fit: an address, a URI, a mailbox, else the name of a host, which may be {@code *.x}.
 */
public final class SanRule {
    private static final Pattern ADDRESS = Pattern.compile("[0-9]+(\\.[0-9]+){3}|[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");
    private static final Pattern URI = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*:.+");
    private static final Pattern MAILBOX = Pattern.compile("[^@\\s]+@[^@\\s]+");
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9_-]+(\\.[A-Za-z0-9_-]+)*");

    private final San wanted;
    private final Optional<Wildcard> wildcard;

    private SanRule(San wanted, Optional<Wildcard> wildcard) {
        this.wanted = wanted;
        this.wildcard = wildcard;
    }

    /** A name such as {@code a.example.com}, {@code *.example.com}, {@code spiffe://x/y}, {@code 10.0.0.1}. */
    public static SanRule parse(String text) {
        if (Wildcard.isOne(text)) {
            return new SanRule(new San(San.Type.HOST, ""), Optional.of(Wildcard.of(text)));
        }
        San.Type type = ADDRESS.matcher(text).matches()
                ? San.Type.ADDRESS
                : URI.matcher(text).matches()
                        ? San.Type.URI
                        : MAILBOX.matcher(text).matches() ? San.Type.MAILBOX : San.Type.HOST;
        if (type == San.Type.HOST && !HOST.matcher(text).matches()) {
            throw new IllegalArgumentException(
                    "expected a name such as a.example.com, *.example.com, spiffe://x/y or 10.0.0.1, found '" + text
                            + "'");
        }
        return new SanRule(new San(type, canonical(type, text)), Optional.empty());
    }

    boolean matches(San name) {
        if (name.type() != wanted.type()) {
            return false;
        }
        return wildcard.isPresent()
                ? wildcard.get().matches(name.value())
                : canonical(name.type(), name.value()).equals(wanted.value());
    }

    /** Case counts in URIs and mailboxes (RFC 5280 sections 7.4 and 7.5, whose exceptions are left out). */
    private static String canonical(San.Type type, String value) {
        return switch (type) {
            case HOST -> Ascii.lower(value);
            case ADDRESS -> address(value);
            default -> value;
        };
    }

    /** An address is written in several ways; no name is looked up. */
    private static String address(String text) {
        try {
            return ADDRESS.matcher(text).matches() ? InetAddress.getByName(text).getHostAddress() : text;
        } catch (UnknownHostException none) {
            throw new IllegalArgumentException("expected an address such as 10.0.0.1, found '" + text + "'", none);
        }
    }
}
