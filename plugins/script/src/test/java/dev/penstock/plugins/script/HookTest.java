package dev.penstock.plugins.script;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.fleet.Harness;
import dev.penstock.fleet.MockAnswer;
import dev.penstock.fleet.MockRequest;
import dev.penstock.fleet.MockServer;
import dev.penstock.sdk.Json;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What hooks see and change, through real sockets. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HookTest {
    private MockServer backend;
    private Harness gateway;

    @BeforeAll
    void start() {
        backend = MockServer.start()
                .on(
                        "GET /cookies",
                        MockAnswer.json(Map.of()).header("set-cookie", "a=1").header("set-cookie", "b=2"));
        for (String method : List.of("GET", "POST", "PUT", "DELETE")) {
            backend.on(method + " /{rest*}", HookTest::echo);
        }
        gateway = site(backend).start();
        assertThat(gateway.faults()).isEmpty();
    }

    @AfterAll
    void stop() {
        gateway.close();
        backend.close();
    }

    private static HookSite site(MockServer backend) {
        return HookSite.before(backend)
                .script(
                        "edit",
                        "export function onRequest(request) { request.headers.set('X-Tenant', 'of ' +"
                                + " request.headers.get('user-agent')); request.headers.delete('x-gone');"
                                + " request.headers.append('x-list', 'b'); }")
                .route(
                        "early",
                        List.of(
                                inline("export function onResponse(response) { response.headers.set('x-above', 'saw ' +"
                                        + " response.status); }"),
                                inline(
                                        "export function onRequest() { return new Response('stopped ü', {status: 418, headers:"
                                                + " {'x-mark': 'm'}}); }\nexport function onResponse(response) {"
                                                + " response.headers.set('x-own', 'ran'); }")))
                .script(
                        "page",
                        "export async function onResponse(response, context) { const page = await response.json();"
                                + " page.self = context.request.path; page.id = context.route; return"
                                + " Response.json(page, {status: 201}); }")
                .script(
                        "place",
                        "export function onResponse(response) { response.status = 203; response.headers.set('x-new',"
                                + " 'n'); response.headers.delete('x-up'); return response; }")
                .script(
                        "rewrite",
                        "export async function onRequest(request) { const body = await request.json(); body.added ="
                                + " 'ü😀'; request.body = JSON.stringify(body); request.method = 'PUT'; request.path ="
                                + " '/changed path'; request.query.set('b', 'ü'); }")
                .script(
                        "cookies",
                        "export function onResponse(response) { response.headers.append('set-cookie', 'c=3');"
                                + " response.headers.set('x-seen', response.headers.getSetCookie().join('|')); }")
                .route(
                        "vars",
                        List.of(
                                inline(
                                        "export function onRequest(request, context) { context.vars.obj = {n: 1, list: [true,"
                                                + " null]}; context.vars.gone = 1; }"),
                                inline(
                                        "export function onRequest(request, context) { context.vars.sum = context.vars.obj.n +"
                                                + " 1.5; delete context.vars.gone; }"),
                                Map.of(
                                        "headers",
                                        Map.of(
                                                "request",
                                                Map.of(
                                                        "set",
                                                        Map.of(
                                                                "x-vars",
                                                                "${vars.obj} ${vars.sum} ${has(vars.gone)}"))))))
                .script(
                        "context",
                        "export function onRequest(request, context) { const {method, path, url, query} ="
                                + " context.request; return Response.json({config: context.config, auth: context.auth,"
                                + " route: context.route, method, path, url, q: query.get('q'), own: request.path, up:"
                                + " request.query.get('q'), agent: context.request.headers.get('user-agent')}); }",
                        Map.of("config", Map.of("factor", 3, "list", List.of(1, "b"))))
                .route(
                        "late",
                        List.of(inline("export function onResponse(response) { response.headers.set('x-shaped',"
                                + " response.status); }")),
                        Map.of("deadline", "300ms"))
                .script(
                        "stale",
                        "let kept, headers; export function onRequest(request) { const said = kept ? [kept.path,"
                                + " headers.get('x-secret'), kept.method].map(String).join(' ') : 'undefined'; kept ="
                                + " request; headers = request.headers; return new Response(said); }")
                .script(
                        "frozen",
                        "export function onRequest(request, context) { context.request.headers.set('x-a', '1'); }");
    }

    private static Map<String, Object> inline(String code) {
        return Map.of("script", Map.of("inline", code));
    }

    private static MockAnswer echo(MockRequest request) {
        Map<String, Object> headers = new TreeMap<>();
        for (String name : request.headers().names()) {
            headers.put(
                    name.toLowerCase(Locale.ROOT),
                    String.join(", ", request.headers().getAll(name)));
        }
        Map<String, Object> page = Map.of(
                "method", request.method(), "target", request.target(), "headers", headers, "body", request.text());
        return MockAnswer.json(page).header("x-up", "yes");
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> page(HttpResponse<String> answer) {
        return (Map<String, Object>) Json.parse(Buffer.buffer(answer.body()));
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> headers(HttpResponse<String> answer) {
        return (Map<String, Object>) page(answer).get("headers");
    }

    @Test
    void onRequestEditsHeaders() {
        HttpResponse<String> answer =
                gateway.get("/shop/edit", "user-agent", "probe", "x-gone", "1", "x-list", "a", "x-tenant", "spoofed");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(headers(answer))
                .containsEntry("x-tenant", "of probe")
                .containsEntry("x-list", "a, b")
                .doesNotContainKey("x-gone");
    }

    @Test
    void aReturnedResponseAnswersAndGoesUpFromThere() {
        HttpResponse<String> answer = gateway.get("/shop/early");
        assertThat(answer.statusCode()).isEqualTo(418);
        assertThat(answer.body()).isEqualTo("stopped ü");
        assertThat(answer.headers().firstValue("x-mark")).hasValue("m");
        assertThat(answer.headers().firstValue("x-above")).hasValue("saw 418");
        assertThat(answer.headers().firstValue("x-own")).isEmpty();
        assertThat(answer.headers().firstValue("content-type")).hasValue("text/plain;charset=UTF-8");
        assertThat(backend.calls("GET /early")).isZero();
    }

    @Test
    void onResponseMapsJson() {
        HttpResponse<String> answer = gateway.get("/shop/page?q=1");
        assertThat(answer.statusCode()).isEqualTo(201);
        assertThat(page(answer))
                .containsEntry("self", "/shop/page")
                .containsEntry("id", "shop/page")
                .containsEntry("target", "/page?q=1");
        assertThat(answer.headers().firstValue("content-type")).hasValue("application/json");
        assertThat(answer.headers().firstValue("x-up")).isEmpty();
    }

    @Test
    void onResponseEditsInPlace() {
        HttpResponse<String> answer = gateway.get("/shop/place");
        assertThat(answer.statusCode()).isEqualTo(203);
        assertThat(answer.headers().firstValue("x-new")).hasValue("n");
        assertThat(answer.headers().firstValue("x-up")).isEmpty();
        assertThat(page(answer)).containsEntry("target", "/place");
    }

    @Test
    void aHookRewritesMethodPathQueryAndBody() {
        HttpResponse<String> answer = gateway.send("POST", "/shop/rewrite?a=%20", "{\"n\": 1}");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(page(answer))
                .containsEntry("method", "PUT")
                .containsEntry("target", "/changed%20path?a=+&b=%C3%BC")
                .containsEntry("body", "{\"n\":1,\"added\":\"ü😀\"}");
    }

    @Test
    void cookiesStayApart() {
        HttpResponse<String> answer = gateway.get("/shop/cookies");
        assertThat(answer.headers().allValues("set-cookie")).containsExactly("a=1", "b=2", "c=3");
        assertThat(answer.headers().firstValue("x-seen")).hasValue("a=1|b=2|c=3");
    }

    @Test
    void varsGoFromStepToStepWithTheirTypes() {
        HttpResponse<String> answer = gateway.get("/shop/vars");
        assertThat(headers(answer)).containsEntry("x-vars", "{\"n\":1,\"list\":[true,null]} 2.5 false");
    }

    @Test
    void theContextTellsAboutCallerRouteAndConfig() {
        Map<String, Object> page = page(gateway.get("/shop/context?q=%C3%BC+1", "user-agent", "probe"));
        assertThat(page)
                .containsEntry("config", Map.of("factor", 3L, "list", List.of(1L, "b")))
                .containsEntry("auth", Map.of("claims", Map.of(), "scopes", List.of()))
                .containsEntry("route", "shop/context")
                .containsEntry("method", "GET")
                .containsEntry("path", "/shop/context")
                .containsEntry("own", "/context")
                .containsEntry("q", "ü 1")
                .containsEntry("up", "ü 1")
                .containsEntry("agent", "probe");
        assertThat(page.get("url").toString()).matches("http://127.0.0.1:[0-9]+/shop/context\\?q=%C3%BC\\+1");
    }

    @Test
    void aHookShapesTheErrorOfADeadline() {
        backend.onLater("GET /late", seen -> Promise.<MockAnswer>promise().future());
        HttpResponse<String> answer = gateway.get("/shop/late");
        assertThat(answer.statusCode()).isEqualTo(504);
        assertThat(answer.headers().firstValue("x-shaped")).hasValue("504");
    }

    @Test
    void whatAHookKeptOfAnEarlierCallIsDead() {
        assertThat(gateway.get("/shop/stale", "x-secret", "one").body()).isEqualTo("undefined");
        assertThat(gateway.get("/shop/stale", "x-secret", "two").body()).isEqualTo("null null null");
    }

    @Test
    void whatTheClientSentCannotBeEdited() {
        assertThat(gateway.get("/shop/frozen").statusCode()).isEqualTo(500);
    }
}
