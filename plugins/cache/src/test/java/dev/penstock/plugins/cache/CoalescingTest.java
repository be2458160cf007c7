package dev.penstock.plugins.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.fleet.Harness;
import dev.penstock.fleet.MockAnswer;
import dev.penstock.fleet.MockFault;
import dev.penstock.fleet.MockRequest;
import dev.penstock.fleet.MockServer;
import dev.penstock.fleet.MockStream;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** Many requests that wait for one fetch, on two event loops. */
class CoalescingTest {
    private static Site site(
            String settings, int awaited, BiFunction<MockRequest, Integer, Future<MockAnswer>> answer) {
        Site site = new Site(settings, "", 2, awaited);
        AtomicInteger count = new AtomicInteger();
        site.backend.onLater("GET /a", request -> answer.apply(request, count.incrementAndGet()));
        return site;
    }

    private static CompletableFuture<HttpResponse<String>> later(Site site, String... headers) {
        return site.gateway
                .client()
                .sendAsync(site.gateway.request("/a", headers).GET().build(), HttpResponse.BodyHandlers.ofString());
    }

    private static List<CompletableFuture<HttpResponse<String>>> later(Site site, int number) {
        return IntStream.range(0, number)
                .mapToObj(i -> later(site, "x-id", "" + i))
                .toList();
    }

    private static List<HttpResponse<String>> await(List<CompletableFuture<HttpResponse<String>>> answers)
            throws Exception {
        CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new)).get(20, TimeUnit.SECONDS);
        return answers.stream().map(CompletableFuture::join).toList();
    }

    private static List<String> bodies(List<HttpResponse<String>> answers) {
        return answers.stream().map(HttpResponse::body).toList();
    }

    @RepeatedTest(3)
    void fortyOnOneColdKeyAreOneFetch() throws Exception {
        Promise<MockAnswer> gate = Promise.promise();
        try (Site site = site("{ttl: 30s}", 40, (request, n) -> gate.future())) {
            List<CompletableFuture<HttpResponse<String>>> all = later(site, 40);
            site.awaitArrivals();
            gate.complete(MockAnswer.text("x".repeat(100_000)));
            List<HttpResponse<String>> answers = await(all);
            assertThat(bodies(answers)).hasSize(40).containsOnly("x".repeat(100_000));
            assertThat(answers.stream().map(Site::status).filter(status -> status.endsWith("collapsed")))
                    .hasSize(39);
            assertThat(Site.isHit(site.get("/a"))).isTrue();
            assertThat(site.calls("/a")).isEqualTo(1);
        }
    }

    @Test
    void theBytesComeAsTheyComeAndOneMayJoinMidway() throws Exception {
        MockStream stream = new MockStream();
        try (Site site =
                site("{ttl: 30s}", 0, (request, n) -> MockAnswer.stream(stream).now())) {
            stream.write("first ");
            List<InputStream> bodies = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                InputStream body = site.gateway
                        .client()
                        .send(site.gateway.request("/a").GET().build(), HttpResponse.BodyHandlers.ofInputStream())
                        .body();
                assertThat(new String(body.readNBytes(6), StandardCharsets.US_ASCII))
                        .isEqualTo("first ");
                bodies.add(body);
            }
            stream.write("last");
            stream.end();
            for (InputStream body : bodies) {
                assertThat(new String(body.readAllBytes(), StandardCharsets.US_ASCII))
                        .isEqualTo("last");
            }
            assertThat(site.calls("/a")).isEqualTo(1);
        }
    }

    @Test
    void theFirstClientLeavesAndTheOthersAreServed() throws Exception {
        Promise<MockAnswer> gate = Promise.promise();
        try (Site site = site("{ttl: 30s}", 5, (request, n) -> gate.future())) {
            Socket first = ask(site);
            site.backend.awaitCalls(1);
            List<CompletableFuture<HttpResponse<String>>> others = later(site, 4);
            site.awaitArrivals();
            first.close();
            gate.complete(MockAnswer.text("fine"));
            assertThat(bodies(await(others))).hasSize(4).containsOnly("fine");
            assertThat(site.calls("/a")).isEqualTo(1);
            assertThat(site.backend.left()).isEmpty();
        }
    }

    @Test
    void theOnlyClientLeavesMidwayAndTheAnswerIsStoredAllTheSame() throws Exception {
        MockStream stream = new MockStream();
        try (Site site =
                site("{ttl: 30s}", 0, (request, n) -> MockAnswer.stream(stream).now())) {
            stream.write("first ");
            try (Socket only = ask(site)) {
                assertThat(only.getInputStream().read()).isEqualTo('H');
            }
            stream.write("last");
            stream.end();
            assertThat(site.n("/a")).isEqualTo("first last");
            assertThat(site.calls("/a")).isEqualTo(1);
        }
    }

    @Test
    void whatMayNotBeSharedIsFetchedByEachAndNotOneAfterTheOther() throws Exception {
        Promise<MockAnswer> first = Promise.promise();
        Promise<Void> rest = Promise.promise();
        try (Site site = site("{ttl: 30s}", 8, (request, n) -> {
            MockAnswer own = MockAnswer.text(request.header("x-id")).header("cache-control", "no-store");
            return n == 1 ? first.future().map(ignored -> own) : rest.future().map(ignored -> own);
        })) {
            List<CompletableFuture<HttpResponse<String>>> all = later(site, 8);
            site.awaitArrivals();
            first.complete();
            site.backend.awaitCalls(8);
            rest.complete();
            assertThat(bodies(await(all))).containsExactly("0", "1", "2", "3", "4", "5", "6", "7");
        }
    }

    @Test
    void eachVariantIsFetchedOnce() throws Exception {
        Promise<Void> gate = Promise.promise();
        try (Site site = site("{ttl: 30s}", 12, (request, n) -> {
            MockAnswer answer =
                    MockAnswer.text(request.header("accept-language")).header("vary", "accept-language");
            return gate.future().map(ignored -> answer);
        })) {
            List<CompletableFuture<HttpResponse<String>>> all = IntStream.range(0, 12)
                    .mapToObj(i -> later(
                            site, "accept-language", List.of("de", "en", "fr").get(i % 3)))
                    .toList();
            site.awaitArrivals();
            gate.complete();
            List<String> bodies = bodies(await(all));
            for (int i = 0; i < 12; i++) {
                assertThat(bodies.get(i)).isEqualTo(List.of("de", "en", "fr").get(i % 3));
            }
            assertThat(site.calls("/a")).isEqualTo(3);
        }
    }

    @Test
    void aFetchThatFailsAnswersAll() throws Exception {
        Promise<MockAnswer> gate = Promise.promise();
        try (Site site = site(
                "{ttl: 30s}",
                10,
                (request, n) -> n == 1 ? gate.future() : MockAnswer.text("fine").now())) {
            List<CompletableFuture<HttpResponse<String>>> all = later(site, 10);
            site.awaitArrivals();
            gate.complete(MockAnswer.fault(MockFault.RESET));
            List<HttpResponse<String>> answers = await(all);
            assertThat(answers.stream().map(HttpResponse::statusCode))
                    .hasSize(10)
                    .containsOnly(502);
            assertThat(answers.stream()
                            .map(answer ->
                                    answer.headers().firstValue("x-request-id").orElse("none")))
                    .as("each is an answer to its own request")
                    .doesNotHaveDuplicates();
            assertThat(site.n("/a")).isEqualTo("fine");
        }
    }

    @Test
    void whoHasMoreTimeThanTheOneWhoBeganFetchesOnceMore() throws Exception {
        Promise<MockAnswer> never = Promise.promise();
        CountDownLatch four = new CountDownLatch(4);
        TestSteps.Arrivals arrivals = () -> four;
        AtomicInteger count = new AtomicInteger();
        String steps = "steps: [{arrive: {}}, {cache: {ttl: 30s}}, {upstream: b}]";
        try (MockServer backend = MockServer.start()
                        .onLater(
                                "GET /a",
                                request -> count.incrementAndGet() == 1
                                        ? never.future()
                                        : MockAnswer.text("fine").now());
                Harness gateway = Harness.on("shop.yaml", """
                                api: shop
                                upstreams: {b: {targets: ["%s"]}}
                                routes:
                                  - {name: short, deadline: 1s, match: {path: /a, methods: [GET], headers: {x-short: "1"}}, %s}
                                  - {name: long, match: "GET /a", %s}
                                """.formatted(backend.uri(), steps, steps))
                        .service(TestSteps.Arrivals.class, arrivals)
                        .start()) {
            assertThat(gateway.faults()).isEmpty();
            CompletableFuture<HttpResponse<String>> first = gateway.client()
                    .sendAsync(gateway.request("/a", "x-short", "1").build(), HttpResponse.BodyHandlers.ofString());
            backend.awaitCalls(1);
            List<CompletableFuture<HttpResponse<String>>> others = IntStream.range(0, 3)
                    .mapToObj(i -> gateway.client()
                            .sendAsync(gateway.request("/a").build(), HttpResponse.BodyHandlers.ofString()))
                    .toList();
            assertThat(four.await(10, TimeUnit.SECONDS)).isTrue();
            assertThat(first.get(10, TimeUnit.SECONDS).statusCode()).isEqualTo(504);
            assertThat(bodies(await(others))).containsOnly("fine");
            assertThat(count).as("together").hasValue(2);
        }
    }

    @Test
    void anErrorOfTheUpstreamAnswersAllToo() throws Exception {
        Promise<MockAnswer> gate = Promise.promise();
        try (Site site = site("{ttl: 30s}", 10, (request, n) -> gate.future())) {
            List<CompletableFuture<HttpResponse<String>>> all = later(site, 10);
            site.awaitArrivals();
            gate.complete(MockAnswer.json(500, "down"));
            assertThat(bodies(await(all))).hasSize(10).containsOnly("\"down\"");
            assertThat(site.calls("/a")).isEqualTo(1);
            site.get("/a");
            assertThat(site.calls("/a")).as("it is not stored").isEqualTo(2);
        }
    }

    @Test
    void aBodyThatBreaksOffBreaksForAllAndIsNotStored() throws Exception {
        MockStream stream = new MockStream();
        try (Site site = site(
                "{ttl: 30s}",
                4,
                (request, n) -> n == 1
                        ? MockAnswer.stream(stream).now()
                        : MockAnswer.text("whole").now())) {
            List<Socket> clients = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                clients.add(ask(site));
            }
            site.awaitArrivals();
            stream.write("part");
            stream.breakOff();
            for (Socket client : clients) {
                assertThat(rest(client)).doesNotEndWith("0\r\n\r\n");
            }
            assertThat(site.n("/a")).isEqualTo("whole");
        }
    }

    @Test
    void whatGrowsBeyondTheBoundReachesAllWhoWaited() throws Exception {
        Promise<MockAnswer> gate = Promise.promise();
        MockStream stream = new MockStream();
        try (Site site = site(
                "{ttl: 30s, max-body: 64KiB}",
                6,
                (request, n) ->
                        n == 1 ? gate.future() : MockAnswer.text("short").now())) {
            List<CompletableFuture<HttpResponse<String>>> all = later(site, 6);
            site.awaitArrivals();
            gate.complete(MockAnswer.stream(stream));
            for (int i = 0; i < 100; i++) {
                stream.write("x".repeat(10_000));
            }
            stream.end();
            assertThat(bodies(await(all))).hasSize(6).allMatch(body -> body.length() == 1_000_000);
            assertThat(site.n("/a")).as("it is not stored").isEqualTo("short");
        }
    }

    @Test
    void withoutCoalescingEachFetchesItsOwn() throws Exception {
        Promise<MockAnswer> gate = Promise.promise();
        try (Site site = site("{ttl: 30s, coalesce: false}", 0, (request, n) -> gate.future())) {
            List<CompletableFuture<HttpResponse<String>>> all = later(site, 5);
            site.backend.awaitCalls(5);
            gate.complete(MockAnswer.text("fine"));
            assertThat(bodies(await(all))).hasSize(5).containsOnly("fine");
            assertThat(Site.isHit(site.get("/a"))).isTrue();
        }
    }

    private static Socket ask(Site site) throws IOException {
        Socket socket = site.gateway.connect();
        socket.getOutputStream()
                .write("GET /a HTTP/1.1\r\nhost: 127.0.0.1:%d\r\nconnection: close\r\n\r\n"
                        .formatted(socket.getPort())
                        .getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    private static String rest(Socket socket) {
        try (socket) {
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        } catch (IOException reset) {
            return "reset";
        }
    }
}
