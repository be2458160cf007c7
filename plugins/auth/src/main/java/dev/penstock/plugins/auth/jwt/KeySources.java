package dev.penstock.plugins.auth.jwt;

import dev.penstock.sdk.Node;
import dev.penstock.sdk.StepContext;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.util.Optional;
import java.util.regex.Pattern;

/** Finds out from the settings where an issuer's keys come from, saying what is wrong with them. */
final class KeySources {
    private static final Pattern URL = Pattern.compile("(?i)https?://.*");

    private final StepContext context;
    private final boolean online;

    /**
     * @param online whether URLs are fetched; otherwise nothing is known of their keys
     */
    KeySources(StepContext context, boolean online) {
        this.context = context;
        this.online = online;
    }

    /**
     * The keys of one issuer.
     *
     * @param at where it is written
     */
    KeySource of(IssuerConfig settings, Node at) {
        if (settings.discover() == settings.jwks().isPresent()) {
            context.fault(
                    at,
                    settings.discover()
                            ? "expected either 'jwks' or 'discover: true', found both"
                            : "expected 'jwks', the URL or file of the issuer's keys, or 'discover: true'");
            return none();
        }
        return settings.discover()
                ? discovered(settings.issuer(), at)
                : settings.jwks().map(this::named).orElseGet(KeySources::none);
    }

    private KeySource discovered(String issuer, Node at) {
        Optional<URI> uri = URL.matcher(issuer).matches() ? uri(issuer) : Optional.empty();
        boolean plain = uri.isPresent()
                && uri.get().getRawQuery() == null
                && uri.get().getRawFragment() == null
                && uri.get().getRawUserInfo() == null;
        if (!plain) {
            context.fault(
                    at,
                    "expected an issuer such as https://idp.example.com to discover its keys from, found '" + issuer
                            + "'; name its keys by 'jwks'");
        }
        return plain && online ? retained(RemoteKeys.discovered(context.host(), issuer)) : none();
    }

    private KeySource named(Node jwks) {
        if (!(jwks instanceof Node.Scalar scalar) || !URL.matcher(scalar.text()).matches()) {
            return file(jwks);
        }
        Optional<URI> uri = uri(scalar.text());
        if (uri.isEmpty()) {
            context.fault(
                    jwks, "expected a URL such as https://idp.example.com/jwks.json, found '" + scalar.text() + "'");
        }
        return uri.isPresent() && online ? retained(RemoteKeys.of(context.host(), uri.get())) : none();
    }

    private KeySource file(Node jwks) {
        try {
            Keys keys = Keys.parse(Buffer.buffer(Files.readAllBytes(context.file(jwks))));
            if (keys.isEmpty()) {
                context.fault(
                        jwks, "expected a JWK set with an RSA, EC or Ed25519 key for signatures, found none in it");
            }
            if (keys.isExposed()) {
                context.warn(jwks, "the set shows private or symmetric keys, which are passed over: replace them");
            }
            return KeySource.of(keys);
        } catch (IllegalArgumentException broken) {
            context.fault(jwks, broken.getMessage());
        } catch (NoSuchFileException absent) {
            return none(); // the context has said so
        } catch (IOException unreadable) {
            context.fault(
                    jwks,
                    "expected a file that can be read, found "
                            + unreadable.getClass().getSimpleName());
        }
        return none();
    }

    private KeySource retained(RemoteKeys keys) {
        keys.retain();
        context.onClose(keys::release);
        return keys;
    }

    private static Optional<URI> uri(String text) {
        try {
            return Optional.of(new URI(text)).filter(uri -> uri.getHost() != null);
        } catch (URISyntaxException broken) {
            return Optional.empty();
        }
    }

    private static KeySource none() {
        return KeySource.of(Keys.none());
    }
}
