package dev.penstock.plugins.auth.mtls;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * A subject alternative name.
 *
 * @param value as text
 */
record San(Type type, String value) {
    /** The types of RFC 5280 that can be told as text. */
    enum Type {
        MAILBOX,
        HOST,
        URI,
        ADDRESS
    }

    /**
     * Those of a certificate, in its order.
     *
     * @throws CertificateParsingException when they cannot be read
     */
    static List<San> of(X509Certificate certificate) throws CertificateParsingException {
        Collection<List<?>> stated = certificate.getSubjectAlternativeNames();
        List<San> names = new ArrayList<>();
        for (List<?> name : stated == null ? List.<List<?>>of() : stated) {
            Optional<Type> type = type((Integer) name.get(0));
            if (type.isPresent() && name.get(1) instanceof String value) {
                names.add(new San(type.get(), value));
            }
        }
        return names;
    }

    /** By the number of the choice in {@code GeneralName}. */
    private static Optional<Type> type(int choice) {
        return switch (choice) {
            case 1 -> Optional.of(Type.MAILBOX);
            case 2 -> Optional.of(Type.HOST);
            case 6 -> Optional.of(Type.URI);
            case 7 -> Optional.of(Type.ADDRESS);
            default -> Optional.empty();
        };
    }
}
