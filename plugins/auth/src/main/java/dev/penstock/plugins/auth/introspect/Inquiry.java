package dev.penstock.plugins.auth.introspect;

import dev.penstock.sdk.Fetcher;
import io.vertx.core.buffer.Buffer;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Words the question about a token (RFC 7662 section 2.1). */
final class Inquiry {
    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final long LONGEST = 256 << 10;

    private final Endpoint endpoint;
    private final Map<String, String> headers = new LinkedHashMap<>();

    Inquiry(Endpoint endpoint, Optional<ClientConfig> client) {
        this.endpoint = endpoint;
        headers.put("accept", "application/json");
        headers.put("content-type", "application/x-www-form-urlencoded");
        client.ifPresent(who -> headers.put("authorization", basic(who)));
    }

    Endpoint endpoint() {
        return endpoint;
    }

    Fetcher.Request about(String token) {
        Buffer form = Buffer.buffer("token=" + encoded(token) + "&token_type_hint=access_token");
        return new Fetcher.Request("POST", endpoint.uri(), headers, form, TIMEOUT, LONGEST);
    }

    /** Both are form-encoded first (RFC 6749 section 2.3.1), so a colon in the identifier stays in it. */
    private static String basic(ClientConfig client) {
        String both = encoded(client.id()) + ":" + encoded(client.secret());
        return "Basic " + Base64.getEncoder().encodeToString(both.getBytes(StandardCharsets.US_ASCII));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
