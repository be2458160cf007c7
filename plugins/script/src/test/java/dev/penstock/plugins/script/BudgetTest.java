package dev.penstock.plugins.script;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.fleet.Harness;
import dev.penstock.fleet.MockAnswer;
import dev.penstock.fleet.MockServer;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Hooks that use too much, on a gateway with one event loop. */
class BudgetTest {
    private static final String ON_DEMAND =
            "export function onRequest(request) { if (request.headers.get('x-bomb')) for (;;) {}"
                    + " request.headers.set('x-hook', 'ran'); }";
    private static final Map<String, Object> SKIP = Map.of("on-error", "skip");

    private MockServer backend;

    @BeforeEach
    void start() {
        backend = MockServer.start()
                .on("GET /{rest*}", seen -> MockAnswer.text(seen.header("x-hook") + seen.header("x-a")))
                .on("POST /{rest*}", seen -> MockAnswer.text(seen + " " + seen.header("x-a") + " " + seen.text()));
    }

    @AfterEach
    void stop() {
        backend.close();
    }

    private static void assertStopped(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(answer.headers().firstValue("content-type")).hasValue("application/problem+json");
        assertThat(answer.body())
                .contains("urn:penstock:problem:step-failed")
                .contains("\"step\":\"script\"")
                .doesNotContain("SECRET")
                .doesNotContain("inline");
    }

    private static void write(Socket to, String text) throws IOException {
        to.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        to.getOutputStream().flush();
    }

    private static String metric(Harness gateway, String name) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(gateway.adminUri() + "/metrics"));
        return gateway.send(request)
                .body()
                .lines()
                .filter(line -> line.startsWith(name + "{"))
                .filter(line -> line.contains("api=\"shop\"")
                        && line.contains("route=\"bomb\"")
                        && line.contains("step=\"script\""))
                .map(line -> line.substring(line.lastIndexOf(' ') + 1))
                .findFirst()
                .orElse("none");
    }

    @Test
    void anEndlessLoopIsStoppedWhileAnotherRouteAnswers() throws Exception {
        try (Harness gateway = HookSite.before(backend)
                .script("loop", "export function onRequest() { for (;;) {} }")
                .start()) {
            List<CompletableFuture<HttpResponse<String>>> loops = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                loops.add(gateway.client()
                        .sendAsync(gateway.request("/shop/loop").build(), HttpResponse.BodyHandlers.ofString()));
            }
            while (loops.stream().anyMatch(loop -> !loop.isDone())) {
                assertThat(gateway.get("/shop/plain").statusCode()).isEqualTo(200);
            }
            for (CompletableFuture<HttpResponse<String>> loop : loops) {
                assertStopped(loop.get());
            }
        }
    }

    @Test
    void aHookThatAllocatesTooMuchIsStopped() {
        try (Harness gateway = HookSite.before(backend)
                .script(
                        "heap",
                        "export function onRequest() { const kept = []; for (;;) kept.push(new Array(1000).fill(1)); }",
                        Map.of("cpu", "5s"))
                .start()) {
            assertStopped(gateway.get("/shop/heap"));
            assertThat(gateway.get("/shop/plain").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void whatIsThrownIsA500WithoutItsText() {
        try (Harness gateway = HookSite.before(backend)
                .script("error", "export function onRequest() { throw new Error('SECRET'); }")
                .script("async", "export async function onResponse() { await null; throw new TypeError('SECRET'); }")
                .script("null", "export function onRequest() { throw null; }")
                .script("symbol", "export function onRequest() { throw Symbol('SECRET'); }")
                .script("object", "export function onRequest() { return Promise.reject({a: 'SECRET'}); }")
                .script("number", "export function onRequest() { return 7; }")
                .script("status", "export function onRequest() { return new Response('SECRET', {status: 99}); }")
                .script("field", "export function onRequest(request) { request.headers.set('x-a', 'v\\r\\nx-b: 1'); }")
                .script("deep", "export function onRequest() { const f = () => f() + 1; f(); }")
                .start()) {
            for (String route : List.of("error", "async", "null", "symbol", "object", "number", "status", "deep")) {
                assertStopped(gateway.get("/shop/" + route));
            }
            assertStopped(gateway.get("/shop/field"));
            assertThat(backend.calls("GET /field")).isZero();
        }
    }

    @Test
    void aPromiseThatCanNoLongerSettleIsAFault() {
        try (Harness gateway = HookSite.before(backend)
                .script("never", "export async function onRequest() { await new Promise(() => {}); }")
                .script(
                        "after",
                        "export async function onResponse(response) { await response.text(); await new Promise(() =>"
                                + " {}); }")
                .start()) {
            assertStopped(gateway.get("/shop/never"));
            assertStopped(gateway.get("/shop/after"));
        }
    }

    @Test
    void fiveOverrunsTripAHookForThirtySeconds() {
        try (Harness gateway =
                HookSite.before(backend).script("bomb", ON_DEMAND).start()) {
            assertThat(gateway.get("/shop/bomb").body()).isEqualTo("ran");
            for (int i = 0; i < 4; i++) {
                assertStopped(gateway.get("/shop/bomb", "x-bomb", "1"));
            }
            assertThat(gateway.get("/shop/bomb").body()).isEqualTo("ran");
            assertStopped(gateway.get("/shop/bomb", "x-bomb", "1"));
            int before = backend.calls("GET /{rest*}");
            assertStopped(gateway.get("/shop/bomb"));
            assertThat(gateway.get("/shop/bomb").body()).contains("off for a while");
            assertThat(backend.calls("GET /{rest*}")).isEqualTo(before);
            assertThat(metric(gateway, "penstock_script_overruns_total")).isEqualTo("5.0");
            assertThat(metric(gateway, "penstock_script_tripped")).isEqualTo("1.0");

            gateway.advance(Duration.ofSeconds(29));
            assertStopped(gateway.get("/shop/bomb"));
            gateway.advance(Duration.ofSeconds(2));
            assertThat(gateway.get("/shop/bomb").body()).isEqualTo("ran");
            assertThat(metric(gateway, "penstock_script_tripped")).isEqualTo("0.0");
        }
    }

    @Test
    void overrunsOfMoreThanAMinuteAgoDoNotCount() {
        try (Harness gateway =
                HookSite.before(backend).script("bomb", ON_DEMAND).start()) {
            for (int i = 0; i < 6; i++) {
                assertStopped(gateway.get("/shop/bomb", "x-bomb", "1"));
                gateway.advance(Duration.ofSeconds(16));
            }
            assertThat(gateway.get("/shop/bomb").body()).isEqualTo("ran");
        }
    }

    @Test
    void aTripOutlivesAReload() {
        HookSite site = HookSite.before(backend).script("bomb", ON_DEMAND);
        try (Harness gateway = site.start()) {
            for (int i = 0; i < 5; i++) {
                gateway.get("/shop/bomb", "x-bomb", "1");
            }
            gateway.reload("shop.yaml", site.script("more", ON_DEMAND).text());
            assertThat(gateway.get("/shop/more").body()).isEqualTo("ran");
            assertThat(gateway.get("/shop/bomb").body()).contains("off for a while");
        }
    }

    @Test
    void skipGoesOnWithTheRequestAsItWas() {
        try (Harness gateway = HookSite.before(backend)
                .script(
                        "skip",
                        "export async function onRequest(request, context) { await request.text();"
                                + " request.headers.set('x-a', 'changed'); request.path = '/evil'; request.query.set('q',"
                                + " '2'); request.method = 'DELETE'; request.body = 'changed'; throw new Error('no'); }",
                        SKIP)
                .script(
                        "loop",
                        "export function onRequest(request) { request.headers.set('x-a', 'changed'); for (;;) {} }",
                        SKIP)
                .start()) {
            assertThat(gateway.send("POST", "/shop/skip?q=1", "kept", "x-a", "was")
                            .body())
                    .isEqualTo("POST /skip?q=1 was kept");
            assertThat(gateway.send("POST", "/shop/loop", "kept", "x-a", "was").body())
                    .isEqualTo("POST /loop was kept");
        }
    }

    @Test
    void skipGoesOnWithTheReplyAsItWas() {
        try (Harness gateway = HookSite.before(backend)
                .script(
                        "skip",
                        "export async function onResponse(response) { response.status = 599;"
                                + " response.headers.set('x-new', '1'); response.headers.delete('content-type');"
                                + " response.body = 'changed'; await null; throw new Error('no'); }",
                        SKIP)
                .start()) {
            HttpResponse<String> answer = gateway.get("/shop/skip", "x-a", "was");
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).isEqualTo("was");
            assertThat(answer.headers().firstValue("x-new")).isEmpty();
            assertThat(answer.headers().firstValue("content-type")).hasValue("text/plain");
        }
    }

    @Test
    void aRunThatWaitsForItsBodyOutlivesABombInTheSameRealm() throws Exception {
        String code = "export async function onRequest(request) { const text = await request.text();"
                + " if (text === 'bomb') for (;;) {} request.headers.set('x-a', text.length); }";
        try (Harness gateway = HookSite.before(backend).script("both", code).start()) {
            for (int i = 0; i < 40; i++) {
                assertThat(gateway.send("POST", "/shop/both", "warm").statusCode())
                        .isEqualTo(200);
            }
            try (Socket slow = gateway.connect()) {
                write(slow, "POST /shop/both HTTP/1.1\r\nhost: a\r\nconnection: close\r\ncontent-length: 4\r\n\r\nsl");
                assertThat(gateway.get("/shop/plain").statusCode()).isEqualTo(200);
                assertStopped(gateway.send("POST", "/shop/both", "bomb"));
                write(slow, "ow");
                assertThat(new String(slow.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1))
                        .contains("200 OK")
                        .contains("POST /both 4 slow");
            }
        }
    }
}
