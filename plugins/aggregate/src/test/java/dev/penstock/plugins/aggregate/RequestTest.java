package dev.penstock.plugins.aggregate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.fleet.Harness;
import dev.penstock.fleet.MockAnswer;
import dev.penstock.fleet.MockRequest;
import dev.penstock.fleet.MockServer;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a call sends. */
class RequestTest {
    private final Site site = new Site();
    private final MockServer backend = site.backend;

    @AfterEach
    void stop() {
        site.close();
    }

    @Test
    void onlyDeclaredHeadersAreSent() {
        backend.on("GET /bare", MockAnswer.json(1)).on("GET /some", MockAnswer.json(1));
        try (Harness gateway = site.joining("""
                calls:
                  bare: {get: /bare, from: b}
                  some: {get: /some, from: b, forward: [Accept-Language, x-absent], headers: {x-made: "id ${path.id}"}}
                """)) {
            gateway.get("/a/7", "accept-language", "de", "cookie", "a=b", "authorization", "Bearer s", "x-made", "s");
        }
        MockRequest bare = call("/bare");
        for (String name : new String[] {"accept-language", "cookie", "authorization", "x-made", "x-request-id"}) {
            assertThat(bare.header(name)).as(name).isEmpty();
        }
        MockRequest some = call("/some");
        assertThat(some.header("accept-language")).isEqualTo("de");
        assertThat(some.header("x-made")).isEqualTo("id 7");
        assertThat(some.header("authorization")).isEmpty();
        assertThat(some.headers().contains("x-absent")).isFalse();
    }

    @Test
    void aQueryIsAddedToThatOfThePathAndEncoded() {
        backend.on("GET /x/{id}", MockAnswer.json(1));
        try (Harness gateway = site.joining("""
                calls: {x: {get: "/x/${path.id}?a=1", from: b, query: {"q&": "${query.q} +", n: 7}}}
                """)) {
            gateway.get("/a/b%2Fc?q=%26%3D%C3%A9");
        }
        assertThat(backend.calls().get(0).target()).isEqualTo("/x/b%2Fc?a=1&q%26=%26%3D%C3%A9%20%2B&n=7");
    }

    @Test
    void aBodyIsATemplateSentAsJson() {
        backend.on("GET /x", MockAnswer.json(Map.of("n", 7, "list", java.util.List.of(1))));
        backend.on("POST /orders", MockAnswer.json(201, "made"));
        try (Harness gateway = site.joining("""
                calls:
                  x: {get: /x, from: b}
                  made: {post: /orders, from: b, body: {id: "${path.id}", n: "${x.body.n}", all: ["${x.body.list}", null]}}
                body: ${made.body}
                """)) {
            assertThat(gateway.get("/a/41").body()).isEqualTo("\"made\"");
        }
        MockRequest sent = call("/orders");
        assertThat(sent.text()).isEqualTo("{\"id\":\"41\",\"n\":7,\"all\":[[1],null]}");
        assertThat(sent.header("content-type")).isEqualTo("application/json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"put", "patch", "delete", "post"})
    void everyMethodIsSentAsItIsNamed(String method) {
        backend.on(method.toUpperCase(java.util.Locale.ROOT) + " /x", MockAnswer.json(method));
        try (Harness gateway = site.joining("calls: {x: {%s: /x, from: b}}\nbody: \"${x.body}\"".formatted(method))) {
            assertThat(gateway.get("/a/1").body()).isEqualTo("\"" + method + "\"");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"..", ".", "%2e%2e", "a/../../admin", "a?b#c", "a\r\nx-evil: 1"})
    void whatAnAnswerHoldsStaysInItsSegment(String value) {
        backend.on("GET /x", MockAnswer.json(Map.of("id", value)));
        backend.on("GET /in/{id}/end", MockAnswer.json(1));
        try (Harness gateway = site.joining("""
                calls: {x: {get: /x, from: b}, y: {get: "/in/${x.body.id}/end", from: b, on-error: omit}}
                """)) {
            assertThat(gateway.get("/a/1").statusCode()).isEqualTo(200);
        }
        assertThat(backend.unmatched()).isEmpty();
        assertThat(backend.calls()).allMatch(call -> call.header("x-evil").isEmpty());
    }

    @Test
    void aLineBreakInAHeaderIsAnErrorOfTheCall() {
        backend.on("GET /x", MockAnswer.json(Map.of("v", "a\r\nx-evil: 1")));
        try (Harness gateway = site.joining("""
                calls: {x: {get: /x, from: b}, y: {get: /y, from: b, headers: {x-v: "${x.body.v}"}}}
                """)) {
            assertThat(gateway.get("/a/1").body()).contains("'y'").doesNotContain("evil");
        }
        assertThat(backend.calls()).hasSize(1);
    }

    private MockRequest call(String path) {
        return backend.calls().stream()
                .filter(seen -> seen.path().equals(path))
                .findFirst()
                .orElseThrow();
    }
}
