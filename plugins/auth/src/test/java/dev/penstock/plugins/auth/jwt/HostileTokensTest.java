package dev.penstock.plugins.auth.jwt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.fleet.Harness;
import dev.penstock.fleet.MockServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each row of {@code hostile-tokens.txt} is refused, in the words of the RFC, and the log learns why and no more. */
class HostileTokensTest {
    private static MockServer backend;
    private static Harness gateway;
    private static Heard log;

    @BeforeAll
    static void start() {
        backend = Shop.backend();
        gateway = Harness.on(
                        "shop.yaml",
                        Shop.file(
                                backend,
                                "main",
                                step(issuer("idp", "keys", "shop", "RS256, PS256, ES256, ES384, EdDSA")),
                                "es",
                                step(issuer("idp", "keys", "shop", "ES256")),
                                "hs",
                                "{secret: \"" + Signers.SECRET + "\"}",
                                "two",
                                step(issuer("a", "a", "shop", "RS256, ES256"), issuer("b", "b", "web", "RS256"))))
                .file("keys.json", Signers.set().toString())
                .file("a.json", Mint.set(Mint.RSA, Mint.EC).toString())
                .file("b.json", Mint.set(Mint.OTHER_RSA, Mint.EC).toString())
                .withoutTestTokens()
                .start();
        log = new Heard();
    }

    private static String step(String... issuers) {
        return "{claims: {x-user: sub}, issuers: [" + String.join(", ", issuers) + "]}";
    }

    private static String issuer(String name, String keys, String audience, String algorithms) {
        return "{issuer: https://" + name + ".test, jwks: " + keys + ".json, audience: " + audience + ", algorithms: ["
                + algorithms + "]}";
    }

    @AfterAll
    static void stop() {
        log.close();
        gateway.close();
        backend.close();
    }

    static List<HostileToken> rows() throws IOException {
        try (BufferedReader file = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(HostileTokensTest.class.getResourceAsStream("hostile-tokens.txt")),
                StandardCharsets.UTF_8))) {
            return file.lines()
                    .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                    .map(HostileToken::parse)
                    .toList();
        }
    }

    private static HttpResponse<String> send(HostileToken token) {
        return gateway.get(token.path(), "authorization", "Bearer " + token.text());
    }

    @ParameterizedTest
    @MethodSource("rows")
    void aHostileTokenIsRefused(HostileToken token) {
        backend.forget();
        int before = log.lines().size();
        String text = token.text();
        HttpResponse<String> answer = gateway.get(token.path(), "authorization", "Bearer " + text);
        assertThat(answer.statusCode()).isEqualTo(token.status());
        assertThat(backend.calls()).isEmpty();
        List<String> said = log.lines().subList(before, log.lines().size());
        if (token.status() == 401) {
            assertThat(Shop.challenges(answer)).containsExactly("Bearer error=\"invalid_token\"");
            assertThat(said).hasSize(1).allMatch(line -> line.startsWith("DEBUG a token was refused"));
        }
        String heard =
                String.join("\n", said) + answer.body() + answer.headers().map();
        assertThat(heard).doesNotContain(HostileToken.MARK, "evil", "root", "127.0.0.1:9", "UNION");
        for (String part : text.split("[. ,]", -1)) {
            assertThat(part.length() > 8 && heard.contains(part)).as(heard).isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "RS256 | | | |",
                "PS256 | | | rsa PS256 |",
                "ES256 | | | ec ES256 |",
                "ES384 | | | ec384 ES384 |",
                "EdDSA | | | ed EdDSA |",
                "no kid | {\"kid\":null} | | |",
                "no typ | {\"typ\":null} | | |",
                "typ of an access token | {\"typ\":\"at+jwt\"} | | |",
                "the same in full, in other case | {\"typ\":\"application/AT+JWT\"} | | |",
                "a key that it brings and nobody reads | {\"jwk\":<evil>,\"jku\":\"http://127.0.0.1:9/\"} | | |",
                "several audiences | | {\"aud\":[\"web\",\"shop\"]} | |",
                "ES256 alone | | | ec ES256 | | /es",
                "a secret | | | hmac HS256 secret | | /hs",
                "one issuer | | {\"iss\":\"https://a.test\"} | | | /two",
                "another issuer | | {\"iss\":\"https://b.test\",\"aud\":\"web\"} | other RS256 | | /two"
            })
    void aGoodTokenPasses(String row) {
        assertThat(send(HostileToken.parse(row)).statusCode()).isEqualTo(200);
        assertThat(backend.calls()).hasSize(1);
        backend.forget();
    }

    @Test
    void noTwoRowsAreTheSame() throws IOException {
        Set<String> names = new HashSet<>();
        Set<String> recipes = new HashSet<>();
        assertThat(rows()).hasSizeGreaterThan(250).allSatisfy(row -> {
            assertThat(names.add(row.name())).as(row.name()).isTrue();
            assertThat(recipes.add(Stream.of(row.header(), row.claims(), row.signed(), row.sent(), row.path())
                            .toList()
                            .toString()))
                    .as(row.name())
                    .isTrue();
        });
    }
}
