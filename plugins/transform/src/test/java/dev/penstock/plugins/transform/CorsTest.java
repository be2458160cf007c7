package dev.penstock.plugins.transform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.fleet.Harness;
import dev.penstock.fleet.MockAnswer;
import dev.penstock.fleet.MockFault;
import dev.penstock.fleet.MockServer;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CorsTest {
    private static final String APP = "https://app.test";

    private final MockServer backend = MockServer.start();

    @AfterEach
    void stop() {
        backend.close();
    }

    @Test
    void anOriginThatIsLetInMayReadTheAnswer() {
        backend.on("GET /a", MockAnswer.text("fine"));
        try (Harness gateway = on("{origins: [\"https://other.test\", \"" + APP + "\"], expose: [x-a, x-b]}")) {
            HttpHeaders answer = gateway.get("/a", "origin", APP).headers();
            assertThat(answer.allValues("access-control-allow-origin")).containsExactly(APP);
            assertThat(answer.allValues("access-control-expose-headers")).containsExactly("x-a, x-b");
            assertThat(answer.firstValue("access-control-allow-credentials")).isEmpty();
            assertThat(answer.allValues("vary")).containsExactly("Origin");
        }
    }

    @Test
    void anotherOriginAndNoneAreServedWithoutTheGrantAndVary() {
        backend.on("GET /a", MockAnswer.text("fine"));
        try (Harness gateway = on("{origins: \"" + APP + "\", expose: x-a, credentials: true}")) {
            for (HttpResponse<String> answer :
                    List.of(gateway.get("/a", "origin", "https://evil.test"), gateway.get("/a"))) {
                assertThat(answer.body()).isEqualTo("fine");
                assertThat(grants(answer)).isEmpty();
                assertThat(answer.headers().allValues("vary")).containsExactly("Origin");
            }
        }
    }

    @Test
    void everyOriginIsAnsweredAlikeWithoutVary() {
        backend.on("GET /a", MockAnswer.text("fine"));
        try (Harness gateway = on("{origins: \"*\"}")) {
            for (HttpResponse<String> answer : List.of(gateway.get("/a", "origin", APP), gateway.get("/a"))) {
                assertThat(answer.headers().allValues("access-control-allow-origin"))
                        .containsExactly("*");
                assertThat(answer.headers().firstValue("vary")).isEmpty();
            }
        }
    }

    @Test
    void whatTheUpstreamSaysIsReplacedAndItsVaryKept() {
        backend.on(
                "GET /a",
                MockAnswer.text("fine")
                        .header("access-control-allow-origin", "*")
                        .header("access-control-allow-credentials", "true")
                        .header("access-control-allow-methods", "TRACE")
                        .header("access-control-expose-headers", "x-secret")
                        .header("vary", "accept")
                        .header("vary", "accept-language"));
        try (Harness gateway = on("{origins: \"" + APP + "\"}")) {
            HttpResponse<String> answer = gateway.get("/a", "origin", APP);
            assertThat(grants(answer)).containsExactly("access-control-allow-origin");
            assertThat(answer.headers().allValues("access-control-allow-origin"))
                    .containsExactly(APP);
            assertThat(answer.headers().allValues("vary")).containsExactly("accept, accept-language, Origin");
            assertThat(grants(gateway.get("/a", "origin", "https://evil.test"))).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"origin", "accept, ORIGIN", "*"})
    void aVaryThatSaysSoAlreadyStays(String vary) {
        backend.on("GET /a", MockAnswer.text("fine").header("vary", vary));
        try (Harness gateway = on("{origins: \"" + APP + "\"}")) {
            assertThat(gateway.get("/a", "origin", APP).headers().allValues("vary"))
                    .containsExactly(vary);
        }
    }

    @Test
    void aPreflightIsAnsweredWhateverTheMethodsOfTheRouteAndNothingGoesUp() {
        try (Harness gateway =
                on("{origins: \"" + APP + "\", methods: [GET, PUT], max-age: 10m, when: \"!has(query.off)\"}")) {
            HttpResponse<String> answer = preflight(gateway, "/a");
            assertThat(answer.statusCode()).isEqualTo(204);
            assertThat(answer.headers().allValues("access-control-allow-origin"))
                    .containsExactly(APP);
            assertThat(answer.headers().allValues("access-control-allow-methods"))
                    .containsExactly("GET, PUT");
            assertThat(answer.headers().allValues("access-control-allow-headers"))
                    .containsExactly("x-a");
            assertThat(answer.headers().allValues("access-control-max-age")).containsExactly("600");
            assertThat(grants(preflight(gateway, "/a?off"))).isEmpty();
        }
        assertThat(backend.calls()).isEmpty();
    }

    @Test
    void anErrorFromBelowStaysAProblemAndCanBeRead() {
        backend.on("GET /a", MockAnswer.fault(MockFault.RESET));
        try (Harness gateway = on("{origins: \"" + APP + "\", credentials: true}")) {
            HttpResponse<String> answer = gateway.get("/a", "origin", APP);
            assertThat(answer.statusCode()).isEqualTo(502);
            assertReadable(answer);
        }
    }

    @Test
    void aPreflightThatAsksForThousandsOfFieldsIsAnsweredAndOneThatAsksForNonsenseIsNotEchoed() {
        String many = "a" + ",a".repeat(6_000);
        try (Harness gateway = on("{origins: \"" + APP + "\"}")) {
            assertThat(preflightFor(gateway, many).headers().firstValue("access-control-allow-headers"))
                    .contains(many);
            HttpResponse<String> nonsense = preflightFor(gateway, "x-a; x-b");
            assertThat(nonsense.statusCode()).isEqualTo(204);
            assertThat(nonsense.headers().firstValue("access-control-allow-headers"))
                    .isEmpty();
        }
    }

    private static HttpResponse<String> preflightFor(Harness gateway, String headers) {
        return gateway.send(
                "OPTIONS",
                "/a",
                "",
                "origin",
                APP,
                "access-control-request-method",
                "GET",
                "access-control-request-headers",
                headers);
    }

    @Test
    void anErrorOfTheDeadlineToo() {
        backend.on("GET /a", MockAnswer.fault(MockFault.HANG));
        try (Harness gateway = on("{origins: \"" + APP + "\", credentials: true}, deadline: 100ms")) {
            HttpResponse<String> answer = gateway.get("/a", "origin", APP);
            assertThat(answer.statusCode()).isEqualTo(504);
            assertReadable(answer);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "https://*.test        | https://app.test        | true",
                "https://*.test        | https://a.b.test        | true",
                "https://*.test        | https://test            | false",
                "https://*.test        | https://.test           | false",
                "https://*.test        | http://app.test         | false",
                "https://*.test        | https://app.test:8443   | false",
                "https://*.test        | https://apptest         | false",
                "https://*.test        | https://app.test.evil   | false",
                "https://*.test        | https://evil/.test      | false",
                "https://*.test        | https://evil@a..test    | false",
                "https://*.test:8443   | https://app.test:8443   | true",
                "https://APP.test      | https://app.test        | true",
                "https://app.test      | https://app.test:8443   | false",
                "https://app.test      | https://app.test.evil   | false",
                "https://app.test      | https://sub.app.test    | false",
                "https://app.test      | null                    | false",
                "http://localhost:3000 | http://localhost:3000   | true",
                "capacitor://localhost | capacitor://localhost   | true",
                "http://[::1]:3000     | http://[::1]:3000       | true"
            })
    void anOriginIsTakenAsAWhole(String written, String origin, boolean taken) {
        assertThat(AllowedOrigin.parse(written).takes(origin)).isEqualTo(taken);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{origins: []}",
                "{origins: \"*\", credentials: true}",
                "{origins: [\"https://app.test\", \"*\"], credentials: true}",
                "{origins: \"https://app.test\", expose: \"*\", credentials: true}",
                "{origins: \"https://app.test/\"}",
                "{origins: \"https://app.test:443\"}",
                "{origins: \"http://app.test:80\"}",
                "{origins: app.test}",
                "{origins: \"*.app.test\"}",
                "{origins: \"https://a.*.test\"}",
                "{origins: \"null\"}",
                "{origins: \"*\", methods: get}",
                "{origins: \"*\", headers: \"x a\"}",
                "{origins: \"*\", expose: \"a,b\"}",
                "{origins: \"*\", max-age: soon}"
            })
    void settingsThatCannotWorkAreAFault(String settings) {
        try (Harness gateway = on(settings)) {
            assertThat(gateway.faults()).filteredOn(fault -> !fault.warning()).hasSize(1);
            assertThat(gateway.faults().get(0).toString()).startsWith("a.yaml:3:");
        }
    }

    private static HttpResponse<String> preflight(Harness gateway, String target) {
        return gateway.send(
                "OPTIONS",
                target,
                "",
                "origin",
                APP,
                "access-control-request-method",
                "PUT",
                "access-control-request-headers",
                "x-a");
    }

    private static void assertReadable(HttpResponse<String> answer) {
        assertThat(answer.headers().allValues("content-type")).containsExactly("application/problem+json");
        assertThat(answer.headers().allValues("access-control-allow-origin")).containsExactly(APP);
        assertThat(answer.headers().allValues("access-control-allow-credentials"))
                .containsExactly("true");
        assertThat(answer.headers().allValues("vary")).containsExactly("Origin");
        assertThat(answer.headers().allValues("x-above")).containsExactly(Integer.toString(answer.statusCode()));
    }

    private static List<String> grants(HttpResponse<String> answer) {
        return answer.headers().map().keySet().stream()
                .filter(name -> name.startsWith("access-control-"))
                .toList();
    }

    private Harness on(String settings) {
        boolean more = settings.contains("}, ");
        String step = more ? settings.substring(0, settings.indexOf("}, ") + 1) : settings;
        return Harness.on("a.yaml", """
                        api: a
                        upstreams: {b: {targets: ["%s"]}}
                        steps: [{cors: %s}, {headers: {response: {set: {x-above: "${response.status}"}}}}]
                        routes:
                          - {name: a, match: GET /a, steps: [{upstream: b}]%s}
                        """.formatted(
                                backend.uri(), step, more ? settings.substring(settings.indexOf("}, ") + 1) : ""))
                .start();
    }
}
