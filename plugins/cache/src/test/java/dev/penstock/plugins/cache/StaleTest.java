package dev.penstock.plugins.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.fleet.MockAnswer;
import dev.penstock.fleet.MockFault;
import dev.penstock.fleet.MockStream;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers that are stale and given all the same. */
class StaleTest {
    /** Answers {@code /a} by the number of the request. */
    private static Site site(String settings, Function<Integer, Future<MockAnswer>> answer) {
        Site site = new Site(settings);
        AtomicInteger count = new AtomicInteger();
        site.backend.onLater("GET /a", request -> answer.apply(count.incrementAndGet()));
        return site;
    }

    private static MockAnswer numbered(int n, String cacheControl) {
        return MockAnswer.text("" + n).header("cache-control", cacheControl);
    }

    /** Asks until the answer is this one; gives up when the client does. */
    private static void becomes(Site site, String body) {
        for (int i = 0; i < 2000; i++) {
            if (site.n("/a").equals(body)) {
                return;
            }
        }
        throw new AssertionError("expected " + body + ", found " + site.n("/a"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"max-age=10, stale-while-revalidate=30", "max-age=10"})
    void aStaleAnswerComesAtOnceAndIsRenewedBehindIt(String stated) {
        String settings = stated.contains("while") ? "{}" : "{stale-while-revalidate: 30s}";
        Promise<MockAnswer> renewal = Promise.promise();
        try (Site site = site(settings, n -> n == 1 ? numbered(1, stated).now() : renewal.future())) {
            site.get("/a");
            site.pass(11);
            HttpResponse<String> stale = site.get("/a");
            assertThat(stale.body()).isEqualTo("1");
            assertThat(Site.status(stale)).isEqualTo("penstock; hit; ttl=-1");
            assertThat(site.n("/a")).isEqualTo("1");
            site.backend.awaitCalls(2);
            assertThat(site.calls("/a")).as("one renewal, however many ask").isEqualTo(2);
            renewal.complete(numbered(2, stated));
            becomes(site, "2");
            assertThat(site.calls("/a")).isEqualTo(2);
        }
    }

    @Test
    void theBodyOfARenewalThatFailedIsNotLeftUnread() {
        MockStream body = new MockStream();
        try (Site site = site(
                "{stale-while-revalidate: 30s, stale-if-error: 30s}",
                n -> n == 1
                        ? numbered(1, "max-age=10").now()
                        : new MockAnswer(500, Map.of(), body, Optional.empty(), Duration.ZERO).now())) {
            site.get("/a");
            site.pass(11);
            assertThat(site.n("/a")).isEqualTo("1");

            assertThat(site.backend.awaitLeft(1)).hasSize(1);
        }
    }

    @Test
    void aRenewalOutlivesItsClient() throws Exception {
        Promise<MockAnswer> renewal = Promise.promise();
        try (Site site = site(
                "{stale-while-revalidate: 30s}",
                n -> n == 1 ? numbered(1, "max-age=10").now() : renewal.future())) {
            site.get("/a");
            site.pass(11);
            try (Socket client = site.gateway.connect()) {
                client.getOutputStream()
                        .write("GET /a HTTP/1.1\r\nhost: 127.0.0.1:%d\r\n\r\n"
                                .formatted(client.getPort())
                                .getBytes(StandardCharsets.US_ASCII));
                assertThat(client.getInputStream().read()).isEqualTo('H');
                site.backend.awaitCalls(2);
            }
            renewal.complete(numbered(2, "max-age=10"));
            becomes(site, "2");
            assertThat(site.calls("/a")).isEqualTo(2);
            assertThat(site.backend.left()).isEmpty();
        }
    }

    @Test
    void afterTheWindowTheAnswerIsFetched() {
        try (Site site = site(
                "{stale-while-revalidate: 30s}", n -> numbered(n, "max-age=10").now())) {
            site.get("/a");
            site.pass(41);
            assertThat(site.n("/a")).isEqualTo("2");
        }
    }

    @Test
    void aRenewalThatFailsKeepsTheStaleOneAndIsTriedAgain() {
        try (Site site = site(
                "{stale-while-revalidate: 30s}",
                n -> n == 2
                        ? MockAnswer.fault(MockFault.RESET).now()
                        : numbered(n, "max-age=10").now())) {
            site.get("/a");
            site.pass(11);
            assertThat(site.n("/a")).isEqualTo("1");
            site.backend.awaitCalls(2);
            site.pass(3);
            becomes(site, "3");
        }
    }

    @Test
    void aRenewalThatMayNotBeSharedEndsTheStoredOne() {
        try (Site site = site(
                "{stale-while-revalidate: 30s}",
                n -> numbered(n, n == 1 ? "max-age=10" : "private").now())) {
            site.get("/a");
            site.pass(11);
            assertThat(site.n("/a")).isEqualTo("1");
            site.backend.awaitCalls(2);
            for (int i = 0; Site.isHit(site.get("/a")); i++) {
                assertThat(i).isLessThan(2000);
            }
        }
    }

    @Test
    void aStaleAnswerStandsInForAnError() {
        List<Future<MockAnswer>> answers = List.of(
                numbered(1, "max-age=10").now(),
                MockAnswer.status(503).now(),
                MockAnswer.fault(MockFault.GARBAGE).now(),
                numbered(4, "max-age=10").now());
        try (Site site = site("{stale-if-error: 30s}", n -> answers.get(n - 1))) {
            site.get("/a");
            site.pass(11);
            HttpResponse<String> first = site.get("/a");
            assertThat(first.body()).isEqualTo("1");
            assertThat(Site.status(first)).isEqualTo("penstock; fwd=stale; fwd-status=503; ttl=-1");
            assertThat(site.n("/a")).isEqualTo("1");
            assertThat(site.n("/a")).isEqualTo("4");
        }
    }

    @Test
    void afterItsWindowOrWhereItIsForbiddenTheErrorIsTheAnswer() {
        try (Site late = site(
                "{stale-if-error: 30s}",
                n -> n == 1
                        ? numbered(1, "max-age=10").now()
                        : MockAnswer.status(503).now())) {
            late.get("/a");
            late.pass(41);
            assertThat(late.get("/a").statusCode()).isEqualTo(503);
        }
        try (Site strict = site(
                "{stale-if-error: 30s, stale-while-revalidate: 30s}",
                n -> n == 1
                        ? numbered(1, "max-age=10, must-revalidate").now()
                        : MockAnswer.status(503).now())) {
            strict.get("/a");
            strict.pass(11);
            assertThat(strict.get("/a").statusCode()).isEqualTo(503);
        }
    }

    @Test
    void whoAsksForNoStaleOneGetsNone() {
        try (Site site = site(
                "{stale-while-revalidate: 30s, stale-if-error: 30s}",
                n -> n == 1
                        ? numbered(1, "max-age=10").now()
                        : MockAnswer.status(503).now())) {
            site.get("/a");
            site.pass(11);
            assertThat(site.get("/a", "cache-control", "no-cache").statusCode()).isEqualTo(503);
        }
    }
}
