package dev.penstock.plugins.auth.jwt;

import static dev.penstock.plugins.auth.jwt.Shop.ask;
import static dev.penstock.plugins.auth.jwt.Shop.token;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.jwk.JWK;
import dev.penstock.fleet.Harness;
import dev.penstock.fleet.MockAnswer;
import dev.penstock.fleet.MockFault;
import dev.penstock.fleet.MockServer;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code discover: true}: keys by the issuer's own word, as far as that can be believed. */
class DiscoveryTest {
    private static final String DOCUMENT = "GET /idp/.well-known/openid-configuration";

    private final MockServer backend = Shop.backend();
    private final MockServer provider = MockServer.start();
    private final String issuer = provider.uri() + "/idp";

    @AfterEach
    void stop() {
        backend.close();
        provider.close();
    }

    private Harness gateway() {
        String step = "{issuers: [{issuer: \"" + issuer + "\", discover: true, audience: shop}]}";
        return Harness.on("shop.yaml", Shop.file(backend, "a", step))
                .withoutTestTokens()
                .start();
    }

    private void says(Object issuerName, Object keys) {
        provider.on(DOCUMENT, MockAnswer.json(Map.of("issuer", issuerName, "jwks_uri", keys)));
    }

    private void shows(String path, JWK key) {
        provider.on("GET " + path, MockAnswer.bytes(200, "application/json", Mint.set(key)));
    }

    private int status(Harness gateway, JWK key, Object... claims) {
        Object[] all =
                Stream.concat(Stream.of("iss", issuer), Stream.of(claims)).toArray();
        return ask(gateway, "/a", token(key, all)).statusCode();
    }

    @Test
    void keysAreFoundWhereTheIssuerSaysAndFollowedWhenTheyMove() {
        says(issuer, provider.uri() + "/one.json");
        shows("/one.json", Mint.RSA);
        shows("/two.json", Mint.ROTATED);
        try (Harness gateway = gateway()) {
            assertThat(status(gateway, Mint.RSA)).isEqualTo(200);
            assertThat(status(gateway, Mint.ROTATED)).isEqualTo(401);
            says(issuer, provider.uri() + "/two.json");
            gateway.advance(Duration.ofSeconds(31));
            assertThat(status(gateway, Mint.ROTATED)).isEqualTo(200);
            assertThat(status(gateway, Mint.RSA)).isEqualTo(401);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            of another issuer           | {"issuer": "https://evil.test", "jwks_uri": "KEYS"}
            of an issuer, a slash more  | {"issuer": "ISSUER/", "jwks_uri": "KEYS"}
            of an issuer in other case  | {"issuer": "HTTP://127.0.0.1", "jwks_uri": "KEYS"}
            of two issuers              | {"issuer": "https://evil.test", "issuer": "ISSUER", "jwks_uri": "KEYS"}
            of a list of issuers        | {"issuer": ["ISSUER"], "jwks_uri": "KEYS"}
            without issuer              | {"jwks_uri": "KEYS"}
            without keys                | {"issuer": "ISSUER"}
            with keys in a file         | {"issuer": "ISSUER", "jwks_uri": "file:///etc/passwd"}
            with keys nowhere           | {"issuer": "ISSUER", "jwks_uri": "http:///x"}
            with keys in a list         | {"issuer": "ISSUER", "jwks_uri": ["KEYS"]}
            that is a list              | []
            that is HTML                | <html>login</html>
            that is elsewhere           | 302
            that is an error            | 500
            that breaks off             | RESET
            that is no HTTP             | GARBAGE
            of 50 MB                    | 50 MB
            """)
    void aDocumentThatLiesIsNotBelieved(String what, String document) {
        lies(document);
        shows("/keys.json", Mint.RSA);
        try (Heard log = new Heard();
                Harness gateway = gateway()) {
            assertThat(status(gateway, Mint.RSA)).as(what).isEqualTo(503);
            assertThat(log.lines()).anyMatch(line -> line.startsWith("WARN the keys at " + issuer + "/.well-known"));
            assertThat(log.lines()).noneMatch(line -> line.contains("evil") || line.contains("passwd"));
            assertThat(provider.calls("GET /keys.json")).isZero();
            says(issuer, provider.uri() + "/keys.json");
            gateway.advance(Duration.ofSeconds(31));
            assertThat(status(gateway, Mint.RSA)).as(what).isEqualTo(200);

            // What was known before the lie goes on, and is renewed.
            lies(document);
            shows("/keys.json", Mint.ROTATED);
            gateway.advance(Duration.ofSeconds(31));
            assertThat(status(gateway, Mint.ROTATED)).as(what).isEqualTo(200);
        }
    }

    private void lies(String document) {
        provider.on(
                DOCUMENT,
                switch (document) {
                    case "302", "500" ->
                        MockAnswer.status(Integer.parseInt(document)).header("location", "/keys.json");
                    case "RESET" -> MockAnswer.fault(MockFault.RESET);
                    case "GARBAGE" -> MockAnswer.fault(MockFault.GARBAGE);
                    case "50 MB" -> MockAnswer.bytes(200, "application/json", Buffer.buffer(new byte[50 << 20]));
                    default ->
                        MockAnswer.text(
                                document.replace("ISSUER", issuer).replace("KEYS", provider.uri() + "/keys.json"));
                });
    }
}
