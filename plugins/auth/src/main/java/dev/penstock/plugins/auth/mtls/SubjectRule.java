package dev.penstock.plugins.auth.mtls;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;
import javax.security.auth.x500.X500Principal;

/**
 * A subject that is let in: a whole distinguished name (RFC 4514), part by part; a part's value may be {@code *.x}. Case
 * does not count.
 */
public final class SubjectRule {
    /**
     * One part.
     *
     * @param text the whole of it, or its type where its value is a wildcard
     */
    private record Part(String text, Optional<Wildcard> value) {
        boolean matches(Rdn rdn) {
            if (value.isEmpty()) {
                return Ascii.lower(rdn.toString()).equals(text);
            }
            return rdn.size() == 1
                    && Ascii.lower(rdn.getType()).equals(text)
                    && rdn.getValue() instanceof String found
                    && value.get().matches(found);
        }
    }

    private final List<Part> parts;

    private SubjectRule(List<Part> parts) {
        this.parts = parts;
    }

    /** A distinguished name such as {@code CN=partner-a,O=Acme,C=DE}, as {@code auth.subject} shows it. */
    public static SubjectRule parse(String text) {
        try {
            List<Part> parts = new ArrayList<>();
            for (Rdn rdn : parts(new X500Principal(text))) {
                boolean wild = rdn.size() == 1 && rdn.getValue() instanceof String value && Wildcard.isOne(value);
                parts.add(
                        wild
                                ? new Part(
                                        Ascii.lower(rdn.getType()),
                                        Optional.of(Wildcard.of(rdn.getValue().toString())))
                                : new Part(Ascii.lower(rdn.toString()), Optional.empty()));
            }
            if (!parts.isEmpty()) {
                return new SubjectRule(parts);
            }
        } catch (IllegalArgumentException none) {
            // said below
        }
        throw new IllegalArgumentException(
                "expected a subject such as CN=partner-a,O=Acme or CN=*.example.com, found '" + text + "'");
    }

    boolean matches(X500Principal subject) {
        List<Rdn> found = parts(subject);
        if (found.size() != parts.size()) {
            return false;
        }
        for (int i = 0; i < found.size(); i++) {
            if (!parts.get(i).matches(found.get(i))) {
                return false;
            }
        }
        return true;
    }

    private static List<Rdn> parts(X500Principal name) {
        try {
            return new LdapName(name.getName(X500Principal.RFC2253)).getRdns();
        } catch (InvalidNameException odd) {
            throw new IllegalArgumentException("expected a distinguished name, found another", odd);
        }
    }
}
