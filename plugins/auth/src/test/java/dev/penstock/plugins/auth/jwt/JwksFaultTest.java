package dev.penstock.plugins.auth.jwt;

import static dev.penstock.plugins.auth.jwt.Shop.ask;
import static dev.penstock.plugins.auth.jwt.Shop.token;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.jwk.JWK;
import dev.penstock.fleet.Harness;
import dev.penstock.fleet.MockAnswer;
import dev.penstock.fleet.MockFault;
import dev.penstock.fleet.MockServer;
import dev.penstock.fleet.MockStream;
import dev.penstock.sdk.Json;
import io.vertx.core.buffer.Buffer;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a provider of keys may do wrong. */
class JwksFaultTest {
    private final MockServer backend = Shop.backend();
    private final MockServer provider = MockServer.start();

    @AfterEach
    void stop() {
        backend.close();
        provider.close();
    }

    private Harness gateway() {
        return Harness.on("shop.yaml", Shop.file(backend, "a", Shop.trusting(provider.uri() + "/jwks.json")))
                .withoutTestTokens()
                .start();
    }

    private void shows(JWK... keys) {
        provider.on("GET /jwks.json", MockAnswer.bytes(200, "application/json", Mint.set(keys)));
    }

    private static int status(Harness gateway, String token) {
        return ask(gateway, "/a", token).statusCode();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "404",
                "500",
                "302",
                "RESET",
                "GARBAGE",
                "TRUNCATE",
                "EMPTY",
                "50 MB",
                "",
                "<html>login</html>",
                "null",
                "[]",
                "{}",
                "{\"keys\":{}}",
                "{\"keys\":[]}",
                "{\"keys\":[null,7,\"x\",[],{}]}",
                "{\"keys\":[{\"kty\":\"RSA\"}]}",
                "{\"keys\":[{\"kty\":\"oct\",\"k\":\"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\"}]}",
                "{\"keys\":["
            })
    void keysAreKeptWhileTheProviderIsDownOrLies(String lie) {
        shows(Mint.RSA);
        try (Harness gateway = gateway()) {
            assertThat(status(gateway, token(Mint.RSA))).isEqualTo(200);
            provider.on("GET /jwks.json", answer(lie));
            gateway.advance(Duration.ofMinutes(6));
            assertThat(provider.calls("GET /jwks.json")).isGreaterThan(1);
            assertThat(status(gateway, token(Mint.RSA, "jti", "another"))).isEqualTo(200);
            shows(Mint.ROTATED);
            gateway.advance(Duration.ofSeconds(31));
            assertThat(status(gateway, token(Mint.ROTATED))).isEqualTo(200);
        }
    }

    private static MockAnswer answer(String lie) {
        return switch (lie) {
            case "404", "500", "302" -> MockAnswer.status(Integer.parseInt(lie)).header("location", "/elsewhere.json");
            case "RESET", "GARBAGE", "TRUNCATE", "EMPTY" -> MockAnswer.fault(MockFault.valueOf(lie));
            case "50 MB" -> MockAnswer.bytes(200, "application/json", Buffer.buffer(new byte[50 << 20]));
            default -> MockAnswer.text(lie);
        };
    }

    @Test
    void aProviderThatHangsHoldsUpNobodyWhoseKeyIsKnown() {
        shows(Mint.RSA);
        try (Harness gateway = gateway()) {
            assertThat(status(gateway, token(Mint.RSA))).isEqualTo(200);
            provider.on("GET /jwks.json", MockAnswer.fault(MockFault.HANG));
            provider.forget();
            gateway.advance(Duration.ofSeconds(31));
            CompletableFuture<HttpResponse<String>> unknown = gateway.client()
                    .sendAsync(
                            gateway.request("/a", "authorization", "Bearer " + token(Mint.ROTATED))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());
            provider.awaitCalls(1);
            for (int i = 0; i < 20; i++) {
                assertThat(status(gateway, token(Mint.RSA, "jti", "n" + i))).isEqualTo(200);
            }
            assertThat(unknown).isNotDone();
            assertThat(unknown.join().statusCode()).isEqualTo(401);
            assertThat(provider.awaitLeft(1)).hasSize(1);
        }
    }

    @Test
    void aDocumentThatNeverEndsIsLeft() {
        MockStream endless = new MockStream();
        provider.on("GET /jwks.json", MockAnswer.stream(endless));
        try (Harness gateway = gateway()) {
            CompletableFuture<HttpResponse<String>> waiting = gateway.client()
                    .sendAsync(
                            gateway.request("/a", "authorization", "Bearer " + token(Mint.RSA))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());
            while (!waiting.isDone()) {
                endless.write(" ");
                assertThat(provider.sawWithin(Duration.ofMillis(200), 2)).isFalse();
            }
            assertThat(waiting.join().statusCode()).isEqualTo(503);
            assertThat(provider.awaitLeft(1)).hasSize(1);
        }
    }

    @Test
    void aProviderThatIsDownFromTheStartIs503WithATimeToComeBackAt() {
        provider.on("GET /jwks.json", MockAnswer.status(500));
        try (Harness gateway = gateway()) {
            for (int i = 0; i < 2; i++) {
                HttpResponse<String> answer = ask(gateway, "/a", token(Mint.RSA));
                assertThat(answer.statusCode()).isEqualTo(503);
                assertThat(answer.headers().firstValueAsLong("retry-after").orElse(0))
                        .isBetween(1L, 30L);
                assertThat(Shop.challenges(answer)).isEmpty();
            }
            assertThat(provider.calls("GET /jwks.json")).isEqualTo(1);
        }
    }

    @Test
    void ofPrivateKeysThePublicHalvesAreTakenAndTheLogSaysSo() {
        Buffer careless = Json.write(Map.of("keys", List.of(Mint.RSA.toJSONObject(), Mint.EC.toJSONObject())));
        provider.on("GET /jwks.json", MockAnswer.bytes(200, "application/json", careless));
        try (Heard log = new Heard();
                Harness gateway = gateway()) {
            assertThat(status(gateway, token(Mint.RSA))).isEqualTo(200);
            assertThat(log.lines())
                    .filteredOn(line -> line.startsWith("WARN"))
                    .hasSize(1)
                    .allMatch(line -> line.contains("show private or symmetric keys"));
            String secret = Mint.RSA.getPrivateExponent().toString();
            assertThat(log.lines()).noneMatch(line -> line.contains(secret.substring(0, 20)));
        }
    }

    @Test
    void aFileWithPrivateKeysIsTakenWithAWarning() {
        try (Harness gateway = Harness.on("shop.yaml", Shop.file(backend, "a", Shop.trusting("keys.json")))
                .file("keys.json", "{\"keys\":[" + Mint.RSA.toJSONString() + "]}")
                .withoutTestTokens()
                .start()) {
            assertThat(status(gateway, token(Mint.RSA))).isEqualTo(200);
            assertThat(gateway.faults()).hasSize(1).allSatisfy(fault -> {
                assertThat(fault.warning()).isTrue();
                assertThat(fault.message()).contains("private or symmetric keys");
            });
        }
    }

    @Test
    void aTokenWithoutKidFindsARotatedKeyToo() {
        shows(Mint.RSA);
        try (Harness gateway = gateway()) {
            assertThat(status(gateway, token(Mint.RSA))).isEqualTo(200);
            shows(Mint.ROTATED);
            gateway.advance(Duration.ofSeconds(31));
            String anonymous = Mint.token(Map.of("alg", "RS256"), Mint.ROTATED, Shop.GOOD);
            assertThat(status(gateway, anonymous)).isEqualTo(200);
        }
    }
}
