package dev.penstock.plugins.transform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.sdk.Call;
import dev.penstock.sdk.Inbound;
import dev.penstock.sdk.Reply;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CorsPreflightTest {
    private static final String APP = "https://app.test";
    private static final List<AllowedOrigin> ORIGINS = List.of(AllowedOrigin.parse(APP));
    private static final String VARY = "Origin, Access-Control-Request-Method, Access-Control-Request-Headers";

    @Test
    void whatTheFileAllowsIsAnswered() {
        Reply reply = preflight(
                new CorsConfig(
                        ORIGINS,
                        List.of("GET", "PUT"),
                        List.of("x-a", "content-type"),
                        List.of("x-seen"),
                        true,
                        Optional.of(Duration.ofMinutes(10))),
                "DELETE",
                "x-b");
        assertThat(reply.status()).isEqualTo(204);
        assertThat(reply.body().length()).isZero();
        assertThat(reply.headers())
                .extracting(field -> field.getKey() + ": " + field.getValue())
                .containsExactlyInAnyOrder(
                        "access-control-allow-origin: " + APP,
                        "access-control-allow-credentials: true",
                        "access-control-allow-methods: GET, PUT",
                        "access-control-allow-headers: x-a, content-type",
                        "access-control-max-age: 600",
                        "vary: " + VARY);
    }

    @Test
    void headersThatAreNotStatedAreThoseAskedFor() {
        Reply reply = preflight(config(List.of("GET")), "GET", "x-a,content-type");
        assertThat(reply.headers().get("access-control-allow-headers")).isEqualTo("x-a,content-type");
        assertThat(reply.headers().contains("access-control-max-age")).isFalse();
    }

    @Test
    void aStarIsTheMethodAskedFor() {
        assertThat(preflight(config(List.of("*")), "PURGE", "x-a").headers().get("access-control-allow-methods"))
                .isEqualTo("PURGE");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x a", "x-a,,b", "x:1", "x-a;b"})
    void whatIsNoListOfNamesIsNotEchoed(String asked) {
        assertThat(preflight(config(List.of("GET")), "GET", asked).headers().contains("access-control-allow-headers"))
                .isFalse();
    }

    @Test
    void anOriginThatIsNotLetInGetsNoGrant() {
        Reply reply = new CorsStep(config(List.of("GET")))
                .preflight(call("origin", "https://evil.test", "access-control-request-method", "GET"))
                .orElseThrow();
        assertThat(reply.status()).isEqualTo(204);
        assertThat(reply.headers()).hasSize(1);
        assertThat(reply.headers().get("vary")).isEqualTo(VARY);
    }

    @Test
    void twoOriginsAreNone() {
        assertThat(new CorsStep(config(List.of("GET")))
                        .preflight(call("origin", APP, "origin", APP, "access-control-request-method", "GET"))
                        .orElseThrow()
                        .headers()
                        .contains("access-control-allow-origin"))
                .isFalse();
    }

    @Test
    void anOptionsRequestThatIsNoPreflightIsLeftToTheGateway() {
        CorsStep step = new CorsStep(config(List.of("GET")));
        assertThat(step.preflight(call("origin", APP))).isEmpty();
        assertThat(step.preflight(call("access-control-request-method", "GET"))).isEmpty();
    }

    private static CorsConfig config(List<String> methods) {
        return new CorsConfig(ORIGINS, methods, List.of(), List.of(), false, Optional.empty());
    }

    private static Reply preflight(CorsConfig config, String method, String headers) {
        return new CorsStep(config)
                .preflight(call(
                        "origin",
                        APP,
                        "access-control-request-method",
                        method,
                        "access-control-request-headers",
                        headers))
                .orElseThrow();
    }

    /** A call of which only the header fields of its request are known. */
    private static Call call(String... fields) {
        MultiMap headers = HttpHeaders.headers();
        for (int i = 0; i < fields.length; i += 2) {
            headers.add(fields[i], fields[i + 1]);
        }
        return only(Call.class, "inbound", only(Inbound.class, "headers", headers));
    }

    private static <T> T only(Class<T> type, String method, Object result) {
        return type.cast(
                Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (self, asked, arguments) -> {
                    assertThat(asked.getName()).isEqualTo(method);
                    return result;
                }));
    }
}
