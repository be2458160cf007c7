package dev.penstock.plugins.auth.credential;

import dev.penstock.sdk.Outbound;
import io.vertx.core.http.HttpHeaders;
import java.util.ArrayList;
import java.util.List;

/**
 * A cookie (RFC 6265 section 4.2).
 *
 * @param name as written, case counts
 */
public record CookiePlace(String name) implements CredentialPlace {
    @Override
    public List<String> find(Outbound request) {
        List<String> found = new ArrayList<>(1);
        for (String field : request.headers().getAll(HttpHeaders.COOKIE)) {
            for (String pair : field.split(";", -1)) {
                if (isOurs(pair)) {
                    found.add(pair.substring(pair.indexOf('=') + 1).strip());
                }
            }
        }
        return found;
    }

    @Override
    public void put(String credential, Outbound request) {
        String others = request.headers().get(HttpHeaders.COOKIE);
        request.headers().set(HttpHeaders.COOKIE, (others == null ? "" : others + "; ") + name + "=" + credential);
    }

    @Override
    public void remove(Outbound request) {
        List<CharSequence> fields = new ArrayList<>();
        for (String field : request.headers().getAll(HttpHeaders.COOKIE)) {
            List<String> kept = new ArrayList<>();
            for (String pair : field.split(";", -1)) {
                if (!isOurs(pair)) {
                    kept.add(pair);
                }
            }
            if (!kept.isEmpty()) {
                fields.add(String.join(";", kept).stripLeading());
            }
        }
        request.headers().remove(HttpHeaders.COOKIE);
        if (!fields.isEmpty()) {
            request.headers().add(HttpHeaders.COOKIE, fields);
        }
    }

    private boolean isOurs(String pair) {
        int equals = pair.indexOf('=');
        return equals >= 0 && pair.substring(0, equals).strip().equals(name);
    }
}
