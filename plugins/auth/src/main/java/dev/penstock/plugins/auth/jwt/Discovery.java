package dev.penstock.plugins.auth.jwt;

import dev.penstock.sdk.Fetcher;
import dev.penstock.sdk.Json;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Finds the keys of an issuer by its own metadata (OpenID Connect Discovery 1.0 section 4, RFC 8414 section 3).
 *
 * <p>A document is believed when it names the very issuer that was asked (RFC 8414 section 3.3) and a URL of keys that is
 * no less protected than the issuer's own. While it cannot be had, or says something else, the place that it named last
 * stays good: the keys there are still renewed.
 */
final class Discovery {
    private static final Logger LOG = System.getLogger(Discovery.class.getName());
    private static final String WELL_KNOWN = ".well-known/openid-configuration";

    private final Fetcher fetcher;
    private final String issuer;
    private volatile Optional<URI> known = Optional.empty();

    /**
     * @param issuer an {@code http} or {@code https} URL without query and fragment
     */
    Discovery(Fetcher fetcher, String issuer) {
        this.fetcher = fetcher;
        this.issuer = issuer;
    }

    /** Where the document is. */
    static URI document(String issuer) {
        return URI.create(issuer + (issuer.endsWith("/") ? "" : "/") + WELL_KNOWN);
    }

    /** The JWK set of the issuer; fails, with a reason for the log, when none can be had. */
    Future<Buffer> fetch(Duration timeout, long longest) {
        return fetcher.get(document(issuer), timeout, longest)
                .map(this::keys)
                .recover(this::last)
                .compose(uri -> {
                    known = Optional.of(uri);
                    return fetcher.get(uri, timeout, longest);
                });
    }

    private Future<URI> last(Throwable failure) {
        if (known.isEmpty()) {
            return Future.failedFuture(failure);
        }
        LOG.log(
                Level.DEBUG,
                () -> "the keys of " + issuer + " are fetched from where they were: " + failure.getMessage());
        return Future.succeededFuture(known.get());
    }

    private URI keys(Buffer document) {
        if (!(Json.parseStrict(document) instanceof Map<?, ?> metadata)) {
            throw new IllegalArgumentException("expected a JSON object as metadata of the issuer, found other JSON");
        }
        if (!issuer.equals(metadata.get("issuer"))) {
            throw new IllegalArgumentException("expected the metadata of this issuer, found that of another");
        }
        URI keys = metadata.get("jwks_uri") instanceof String text ? uri(text) : null;
        if (keys == null || (isHttps(URI.create(issuer)) && !isHttps(keys))) {
            throw new IllegalArgumentException(
                    "expected jwks_uri, an http or https URL as well protected as the issuer's, found another value");
        }
        return keys;
    }

    private static URI uri(String text) {
        try {
            URI uri = new URI(text);
            boolean http = isHttps(uri) || "http".equalsIgnoreCase(uri.getScheme());
            return http && uri.getHost() != null ? uri : null;
        } catch (URISyntaxException broken) {
            return null;
        }
    }

    private static boolean isHttps(URI uri) {
        return uri.getScheme() != null
                && uri.getScheme().toLowerCase(Locale.ROOT).equals("https");
    }
}
