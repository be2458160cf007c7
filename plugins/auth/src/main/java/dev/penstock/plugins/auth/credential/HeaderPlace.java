package dev.penstock.plugins.auth.credential;

import dev.penstock.sdk.Outbound;
import java.util.List;

/**
 * A header field.
 *
 * @param name lower case
 * @param scheme what stands before the credential, in any case; empty: nothing does. A field with another scheme holds
 *     nothing for us
 */
public record HeaderPlace(String name, String scheme) implements CredentialPlace {
    @Override
    public List<String> find(Outbound request) {
        List<String> values = request.headers().getAll(name);
        if (values.size() != 1) {
            return values;
        }
        String value = values.get(0).strip();
        if (!value.regionMatches(true, 0, scheme, 0, scheme.length())) {
            return List.of();
        }
        String rest = value.substring(scheme.length());
        boolean otherScheme = !scheme.isEmpty() && !rest.isEmpty() && rest.charAt(0) != ' ';
        return otherScheme || value.isEmpty() ? List.of() : List.of(rest.strip());
    }

    @Override
    public void put(String credential, Outbound request) {
        request.headers().set(name, scheme.isEmpty() ? credential : scheme + " " + credential);
    }

    @Override
    public void remove(Outbound request) {
        request.headers().remove(name);
    }
}
