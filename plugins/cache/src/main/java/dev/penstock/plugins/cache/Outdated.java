package dev.penstock.plugins.cache;

import dev.penstock.sdk.Inbound;
import dev.penstock.sdk.Outbound;
import io.vertx.core.MultiMap;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What an unsafe request that succeeds makes outdated (RFC 9111 section 4.4): what is stored under its own URI, and under
 * those that its answer's {@code Location} and {@code Content-Location} name, where they are of the same origin.
 *
 * <p>An upstream may name a URI as the client knows it or, when it does not know of the API's prefix, as it does itself:
 * both are meant.
 *
 * @param by the keys under which answers are stored
 * @param out the request as it came to the cache: steps below may change it
 */
record Outdated(Set<CacheKey> by, Inbound in, Outbound out) {
    private static final List<String> NAMING = List.of("location", "content-location");

    Set<String> keys(MultiMap answer) {
        Set<String> outdated = new LinkedHashSet<>();
        add(new CacheKey.Address(in.path(), in.query(), out.path(), out.query()), outdated);
        for (String field : NAMING) {
            String named = answer.get(field);
            if (named != null) {
                uri(named).ifPresent(uri -> addresses(uri).forEach(to -> add(to, outdated)));
            }
        }
        return outdated;
    }

    private void add(CacheKey.Address to, Set<String> outdated) {
        by.forEach(key -> outdated.add(key.of(in, out, Whose.ANYBODY, to)));
    }

    private Optional<URI> uri(String reference) {
        try {
            URI own = new URI(in.scheme() + "://" + in.host() + in.path());
            URI uri = own.resolve(new URI(reference.strip()));
            boolean same = uri.getRawAuthority() != null
                    && uri.getScheme().equalsIgnoreCase(in.scheme())
                    && uri.getRawAuthority().toLowerCase(Locale.ROOT).equals(in.host());
            return same ? Optional.of(uri.normalize()) : Optional.empty();
        } catch (URISyntaxException | IllegalArgumentException noUri) {
            return Optional.empty();
        }
    }

    private List<CacheKey.Address> addresses(URI uri) {
        String path = uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        Optional<String> query = Optional.ofNullable(uri.getRawQuery());
        String prefix = in.path().endsWith(out.path())
                ? in.path().substring(0, in.path().length() - out.path().length())
                : "";
        List<CacheKey.Address> addresses = new ArrayList<>(2);
        if (path.startsWith(prefix + "/")) {
            addresses.add(new CacheKey.Address(path, query, path.substring(prefix.length()), query));
        }
        if (!prefix.isEmpty()) {
            addresses.add(new CacheKey.Address(prefix + path, query, path, query));
        }
        return addresses;
    }
}
