package dev.penstock.plugins.auth.jwt;

import static dev.penstock.plugins.auth.jwt.Shop.ask;
import static dev.penstock.plugins.auth.jwt.Shop.token;
import static dev.penstock.plugins.auth.jwt.Shop.trusting;
import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.fleet.Harness;
import dev.penstock.fleet.MockAnswer;
import dev.penstock.fleet.MockServer;
import dev.penstock.sdk.TestTokens;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class JwksUrlTest {
    private final MockServer backend = Shop.backend();
    private final MockServer provider = MockServer.start();

    @AfterEach
    void stop() {
        backend.close();
        provider.close();
    }

    private Harness gateway() {
        String jwks = provider.uri() + "/jwks.json";
        return Harness.on("shop.yaml", Shop.file(backend, "a", trusting(jwks), "b", trusting(jwks, "forward: true")))
                .withoutTestTokens()
                .eventLoops(2)
                .start();
    }

    private static MockAnswer set(Buffer keys) {
        return MockAnswer.bytes(200, "application/json", keys);
    }

    @Test
    void fiftyFirstRequestsMakeOneFetchAndWaitForIt() {
        Promise<MockAnswer> answer = Promise.promise();
        provider.onLater("GET /jwks.json", request -> answer.future());
        try (Harness gateway = gateway()) {
            List<CompletableFuture<HttpResponse<String>>> waiting = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                waiting.add(gateway.client()
                        .sendAsync(
                                gateway.request(i % 2 == 0 ? "/a" : "/b", "authorization", "Bearer " + token(Mint.RSA))
                                        .build(),
                                HttpResponse.BodyHandlers.ofString()));
            }
            provider.awaitCalls(1);
            assertThat(ask(gateway, "/a", "forged").statusCode()).isEqualTo(401);
            assertThat(waiting).noneMatch(CompletableFuture::isDone);
            answer.complete(set(Mint.set(Mint.RSA)));
            assertThat(waiting)
                    .allSatisfy(one -> assertThat(one.join().statusCode()).isEqualTo(200));
            assertThat(provider.calls()).hasSize(1);
        }
    }

    @Test
    void aKeyThatWasRotatedIsFoundAtItsFirstTokenButNotAskedForMoreThanEveryThirtySeconds() {
        provider.on("GET /jwks.json", set(Mint.set(Mint.RSA)));
        try (Harness gateway = gateway()) {
            assertThat(ask(gateway, "/a", token(Mint.RSA)).statusCode()).isEqualTo(200);
            assertThat(ask(gateway, "/a", token(Mint.ROTATED)).statusCode()).isEqualTo(401);
            assertThat(provider.calls()).hasSize(1);
            provider.on("GET /jwks.json", set(Mint.set(Mint.ROTATED)));
            gateway.advance(Duration.ofSeconds(31));
            assertThat(ask(gateway, "/a", token(Mint.ROTATED)).statusCode()).isEqualTo(200);
            assertThat(ask(gateway, "/a", token(Mint.RSA)).statusCode()).isEqualTo(401);
            assertThat(provider.calls()).hasSize(2);
        }
    }

    @Test
    void aTokenThatWasAcceptedDoesNotOutliveItsKey() {
        provider.on("GET /jwks.json", set(Mint.set(Mint.RSA)));
        try (Harness gateway = gateway()) {
            assertThat(ask(gateway, "/a", token(Mint.RSA)).statusCode()).isEqualTo(200);
            provider.on("GET /jwks.json", set(Mint.set(Mint.ROTATED)));
            gateway.advance(Duration.ofMinutes(6));
            assertThat(ask(gateway, "/a", token(Mint.RSA)).statusCode()).isEqualTo(401);
        }
    }

    @Test
    void keysOutliveAProviderThatIsDown() {
        provider.on("GET /jwks.json", set(Mint.set(Mint.RSA)));
        try (Harness gateway = gateway()) {
            assertThat(ask(gateway, "/a", token(Mint.RSA)).statusCode()).isEqualTo(200);
            provider.on("GET /jwks.json", MockAnswer.status(500));
            gateway.advance(Duration.ofHours(1));
            assertThat(provider.calls()).hasSize(2);
            assertThat(ask(gateway, "/a", token(Mint.RSA, "jti", "new")).statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void withoutAnyKeyItIs503UntilTheProviderIsBack() {
        provider.on("GET /jwks.json", MockAnswer.text("<html>login</html>"));
        try (Harness gateway = gateway()) {
            HttpResponse<String> answer = ask(gateway, "/a", token(Mint.RSA));
            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.body()).doesNotContain("login", "127.0.0.1");
            assertThat(ask(gateway, "/a", "forged").statusCode()).isEqualTo(401);
            provider.on("GET /jwks.json", set(Mint.set(Mint.RSA)));
            gateway.advance(Duration.ofSeconds(31));
            assertThat(ask(gateway, "/a", token(Mint.RSA)).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void underTestNoUrlIsFetched() {
        String jwks = provider.uri() + "/jwks.json";
        try (Harness gateway =
                Harness.on("shop.yaml", Shop.file(backend, "a", trusting(jwks))).start()) {
            assertThat(gateway.gateway().service(TestTokens.class)).isPresent();
            String token = gateway.token("shop", "a", Map.of());
            assertThat(ask(gateway, "/a", token).statusCode()).isEqualTo(200);
            gateway.advance(Duration.ofHours(1));
            assertThat(provider.calls()).isEmpty();
        }
    }
}
