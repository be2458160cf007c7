package dev.penstock.plugins.auth.introspect;

import static dev.penstock.plugins.auth.introspect.Idp.ask;
import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.fleet.Harness;
import dev.penstock.fleet.MockAnswer;
import io.vertx.core.Promise;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class IntrospectCacheTest {
    private final Idp idp = new Idp();

    @AfterEach
    void stop() {
        idp.close();
    }

    private CompletableFuture<HttpResponse<String>> asking(Harness gateway, String path, String token) {
        return gateway.client()
                .sendAsync(
                        gateway.request(path, "authorization", "Bearer " + token)
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void anAnswerIsKeptForItsTimeWhicheverItIs() {
        try (Harness gateway = idp.gateway("a", "", "b", "cache: 10s")) {
            idp.grant("good");
            for (int i = 0; i < 3; i++) {
                assertThat(ask(gateway, "/a", "good").statusCode()).isEqualTo(200);
                assertThat(ask(gateway, "/b", "good").statusCode()).isEqualTo(200);
                assertThat(ask(gateway, "/a", "bad").statusCode()).isEqualTo(401);
            }
            assertThat(idp.endpoint.calls()).hasSize(2);
            idp.revoke("good");
            idp.grant("bad");
            gateway.advance(Duration.ofSeconds(5));
            assertThat(ask(gateway, "/b", "good").statusCode()).isEqualTo(200);
            gateway.advance(Duration.ofSeconds(20));
            assertThat(ask(gateway, "/a", "good").statusCode()).isEqualTo(200);
            assertThat(ask(gateway, "/a", "bad").statusCode()).isEqualTo(401);
            gateway.advance(Duration.ofSeconds(6));
            assertThat(ask(gateway, "/a", "good").statusCode()).isEqualTo(401);
            assertThat(ask(gateway, "/a", "bad").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void aYoungerTimeOfAnotherRouteIsItsOwn() {
        try (Harness gateway = idp.gateway("a", "cache: 1m", "b", "cache: 10s")) {
            idp.grant("good");
            assertThat(ask(gateway, "/a", "good").statusCode()).isEqualTo(200);
            idp.revoke("good");
            gateway.advance(Duration.ofSeconds(11));
            assertThat(ask(gateway, "/a", "good").statusCode()).isEqualTo(200);
            assertThat(ask(gateway, "/b", "good").statusCode()).isEqualTo(401);
        }
    }

    @Test
    void noAnswerIsKeptPastTheTokensEnd() {
        try (Harness gateway = idp.gateway("a", "cache: 1h")) {
            long now = Instant.now().getEpochSecond();
            idp.grant("short", "exp", now + 20);
            assertThat(ask(gateway, "/a", "short").statusCode()).isEqualTo(200);
            gateway.advance(Duration.ofSeconds(18));
            assertThat(ask(gateway, "/a", "short").statusCode()).isEqualTo(200);
            gateway.advance(Duration.ofSeconds(3));
            assertThat(ask(gateway, "/a", "short").statusCode()).isEqualTo(401);
        }
    }

    @Test
    void aTokenThatBeginsLaterIsTakenFromThenOn() {
        try (Harness gateway = idp.gateway("a", "cache: 1h")) {
            long now = Instant.now().getEpochSecond();
            idp.grant("early", "nbf", now + 20);
            assertThat(ask(gateway, "/a", "early").statusCode()).isEqualTo(401);
            gateway.advance(Duration.ofSeconds(21));
            assertThat(ask(gateway, "/a", "early").statusCode()).isEqualTo(200);
            assertThat(idp.endpoint.calls()).hasSize(1);
        }
    }

    @Test
    void fiftyOfOneTokenAtOnceMakeOneRequest() {
        Promise<MockAnswer> answer = Promise.promise();
        idp.endpoint.onLater("POST /introspect", request -> answer.future());
        try (Harness gateway = idp.gateway("a", "", "b", "forward: true")) {
            List<CompletableFuture<HttpResponse<String>>> waiting = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                waiting.add(asking(gateway, i % 2 == 0 ? "/a" : "/b", "good"));
            }
            idp.endpoint.awaitCalls(1);
            assertThat(gateway.get("/a").statusCode()).isEqualTo(401);
            assertThat(waiting).noneMatch(CompletableFuture::isDone);
            answer.complete(MockAnswer.json(Map.of("active", true)));
            assertThat(waiting)
                    .allSatisfy(one -> assertThat(one.join().statusCode()).isEqualTo(200));
            assertThat(idp.endpoint.calls()).hasSize(1);
        }
    }

    @Test
    void aSilentEndpointDoesNotMakeRequestsPileUp() throws InterruptedException {
        Promise<MockAnswer> answer = Promise.promise();
        idp.endpoint.onLater("POST /introspect", request -> answer.future());
        try (Harness gateway = idp.gateway("a", "")) {
            CountDownLatch refused = new CountDownLatch(44);
            List<CompletableFuture<HttpResponse<String>>> waiting = new ArrayList<>();
            for (int i = 0; i < 300; i++) {
                waiting.add(asking(gateway, "/a", "token-" + i).whenComplete((one, failed) -> {
                    if (one != null && one.statusCode() == 503) {
                        refused.countDown();
                    }
                }));
            }
            assertThat(refused.await(20, TimeUnit.SECONDS)).isTrue();
            answer.complete(MockAnswer.json(Map.of("active", true)));
            long served = waiting.stream()
                    .filter(one -> one.join().statusCode() == 200)
                    .count();
            assertThat(served).isBetween(200L, 256L);
        }
    }
}
