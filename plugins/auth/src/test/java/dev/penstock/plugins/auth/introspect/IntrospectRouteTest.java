package dev.penstock.plugins.auth.introspect;

import static dev.penstock.plugins.auth.introspect.Idp.ask;
import static dev.penstock.plugins.auth.introspect.Idp.challenges;
import static dev.penstock.plugins.auth.introspect.Idp.member;
import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.fleet.Harness;
import dev.penstock.fleet.MockRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class IntrospectRouteTest {
    private final Idp idp = new Idp();
    private final Harness gateway = idp.gateway(
            "guarded", "claims: {x-user: sub, x-tenant: org.id}",
            "scoped", "scopes: {all: [read, write], any: [a, b]}",
            "optional", "optional: true, claims: {x-user: sub}",
            "forwarded", "forward: true",
            "cookie", "in: {cookie: sid}");

    @AfterEach
    void stop() {
        gateway.close();
        idp.close();
    }

    private void assertRefused(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(challenges(answer)).containsExactly("Bearer error=\"invalid_token\"");
        assertThat(member(answer, "step")).isEqualTo("introspect");
    }

    @Test
    void theEndpointIsAskedAsTheRfcSays() {
        String token = idp.grant("odd.~_-/+==");
        assertThat(ask(gateway, "/guarded", token).statusCode()).isEqualTo(200);
        MockRequest asked = idp.endpoint.calls().get(0);
        assertThat(asked.text()).isEqualTo("token=odd.%7E_-%2F%2B%3D%3D&token_type_hint=access_token");
        assertThat(asked.header("content-type")).isEqualTo("application/x-www-form-urlencoded");
        assertThat(asked.header("accept")).isEqualTo("application/json");
        String basic = new String(
                Base64.getDecoder().decode(asked.header("authorization").substring("Basic ".length())),
                StandardCharsets.UTF_8);
        assertThat(basic).isEqualTo("gate%3Away:the-client%27s%2Bown%2Fsecret%3A%C3%A9");
    }

    @Test
    void whatTheEndpointSaysGoesUpAndTheTokenDoesNot() {
        String token = idp.grant("good", "org", Map.of("id", 7));
        assertThat(gateway.get("/guarded", "authorization", "Bearer " + token, "X-User", "root")
                        .statusCode())
                .isEqualTo(200);
        assertThat(idp.last().headers().getAll("x-user")).containsExactly("ann");
        assertThat(idp.last().header("x-tenant")).isEqualTo("7");
        assertThat(idp.last().headers().contains("authorization")).isFalse();
        assertThat(ask(gateway, "/forwarded", token).statusCode()).isEqualTo(200);
        assertThat(idp.last().header("authorization")).isEqualTo("Bearer good");
    }

    @Test
    void anInactiveTokenIs401AndOneThatIsNotThereIsToldApart() {
        assertRefused(ask(gateway, "/guarded", "unknown"));
        HttpResponse<String> none = gateway.get("/guarded");
        assertThat(none.statusCode()).isEqualTo(401);
        assertThat(challenges(none)).containsExactly("Bearer");
        assertThat(idp.backend.calls()).isEmpty();
    }

    @Test
    void scopesThatAreMissingAre403() {
        HttpResponse<String> answer = ask(gateway, "/scoped", idp.grant("one", "scope", "read a"));
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(challenges(answer)).containsExactly("Bearer error=\"insufficient_scope\", scope=\"read write a b\"");
        for (Object scope : List.of("readwrite a", "Read Write a", "", 7, Map.of("read", "write"))) {
            String token = idp.grant("t" + scope.hashCode(), "scope", scope);
            assertThat(ask(gateway, "/scoped", token).statusCode()).isEqualTo(403);
        }
        for (Object scope : List.of("write b read", List.of("read", "write", "a"), List.of("read write", "b"))) {
            String token = idp.grant("t" + scope.hashCode(), "scope", scope);
            assertThat(ask(gateway, "/scoped", token).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void anOptionalTokenMayBeMissingButNotBad() {
        assertThat(gateway.get("/optional", "x-user", "root").statusCode()).isEqualTo(200);
        assertThat(idp.last().headers().contains("x-user")).isFalse();
        assertRefused(ask(gateway, "/optional", "unknown"));
    }

    @Test
    void whatIsNoTokenIsNotSentToTheEndpoint() throws Exception {
        for (String odd : List.of("a b", "", "x".repeat(8193), "tab\tbed")) {
            assertRefused(ask(gateway, "/guarded", odd));
        }
        String line = "Authorization: Bearer " + idp.grant("good") + "\r\n";
        assertThat(gateway.raw("GET /guarded HTTP/1.1\r\nHost: x\r\nConnection: close\r\n" + line + line + "\r\n"))
                .startsWith("HTTP/1.1 401 ");
        assertThat(
                        gateway.raw(
                                "GET /guarded HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAuthorization: Bearer \u00e9\r\n\r\n"))
                .startsWith("HTTP/1.1 401 ");
        assertThat(idp.endpoint.calls()).isEmpty();
    }

    @Test
    void aTokenIsFoundWhereTheStepSays() {
        assertThat(gateway.get("/cookie", "cookie", "a=1; sid=" + idp.grant("good"))
                        .statusCode())
                .isEqualTo(200);
        assertThat(idp.last().header("cookie")).isEqualTo("a=1");
        assertThat(ask(gateway, "/cookie", "good").statusCode()).isEqualTo(401);
    }

    @Test
    void aMemberThatNoFieldCanHoldIsRefused() {
        assertRefused(ask(gateway, "/guarded", idp.grant("bad", "sub", "ann\r\nx-admin: yes")));
    }
}
