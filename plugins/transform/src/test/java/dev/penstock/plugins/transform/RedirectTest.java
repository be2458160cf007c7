package dev.penstock.plugins.transform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.fleet.Harness;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedirectTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'{to: \"https://new.test/x/${path.id}\"}'                  | https://new.test/x/a%20b%2Fc",
                "'{to: \"/v2/${path.id}?q=${query.q}#top\"}'                | /v2/a%20b%2Fc?q=%26%0D%0Ax%3A1%23#top",
                "'{to: \"https://new.test?q=${query.q}\"}'                  | https://new.test?q=%26%0D%0Ax%3A1%23",
                "'{to: \"//new.test:81/${query.host}\"}'                    | //new.test:81/%2F%2Fevil.test",
                "/elsewhere                                                 | /elsewhere",
                "'\"https://new.test\"'                                     | https://new.test"
            })
    void aPlaceIsAnsweredAndWhatIsInsertedIsPercentEncoded(String settings, String location) {
        try (Harness gateway = on(settings)) {
            assertThat(gateway.faults()).isEmpty();
            HttpResponse<String> answer = gateway.get("/a%20b%2Fc?q=%26%0d%0ax:1%23&host=%2F%2Fevil.test");
            assertThat(answer.statusCode()).isEqualTo(308);
            assertThat(answer.headers().allValues("location")).containsExactly(location);
            assertThat(answer.headers().firstValue("x")).isEmpty();
            assertThat(answer.body()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void theStatusIsTheFiles(int status) {
        try (Harness gateway = on("{to: /x, status: " + status + "}")) {
            assertThat(gateway.send("POST", "/a", "body").statusCode()).isEqualTo(status);
        }
    }

    @Test
    void theHostThatWasAskedIsKeptWithItsPort() {
        try (Harness gateway = on("\"https://${request.host}/v2/${path.id}\"")) {
            assertThat(gateway.get("/7").headers().firstValue("location"))
                    .contains("https://" + gateway.uri().getAuthority() + "/v2/7");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"evil.test/x", "a@evil.test", "evil.test%23", "evil.test:80:80"})
    void aHostHeaderThatIsNoneIs400(String host) throws Exception {
        try (Harness gateway = on("\"https://${request.host}/v2\"")) {
            assertThat(gateway.raw("GET /7 HTTP/1.1\r\nhost: " + host + "\r\nconnection: close\r\n\r\n"))
                    .startsWith("HTTP/1.1 400 ");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/7?p=evil.test&e=", "/7?e="})
    void aPathNeverBecomesAnotherHost(String target) {
        try (Harness gateway = on("\"/${query.e}/${query.p}\"")) {
            HttpResponse<String> answer = gateway.get(target);
            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(answer.headers().firstValue("location")).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{to: \"${query.next}\"}",
                "{to: \"https://${query.host}/x\"}",
                "{to: \"https://new.test${query.x}\"}",
                "{to: \"https://new.test${query.x}/y\"}",
                "{to: \"https://${request.host}${request.path}\"}",
                "{to: \"https://${request.host}.test/\"}",
                "{to: \"https://a${request.host}/\"}",
                "{to: \"//${query.host}\"}",
                "{to: \"${query.scheme}://new.test/\"}",
                "{to: \"https:${query.x}\"}",
                "{to: elsewhere}",
                "{to: \"\"}",
                "{to: \"/a b\"}",
                "{to: \"/\\\\evil.test\"}",
                "{to: [a]}",
                "{to: /x, status: 300}",
                "{to: /x, status: 304}",
                "{status: 302}"
            })
    void settingsThatCannotWorkOrLeaveTheHostOpenAreAFault(String settings) {
        try (Harness gateway = on(settings)) {
            assertThat(gateway.faults()).hasSize(1);
            assertThat(gateway.faults().get(0).toString()).startsWith("a.yaml:3:");
        }
    }

    @Test
    void underAConditionTheStepBelowAnswersTheOthers() {
        try (Harness gateway = Harness.on("a.yaml", """
                api: a
                routes:
                  - name: a
                    match: GET /{id}
                    steps:
                      - redirect: {to: /new, when: "has(query.old)"}
                      - respond: {body: here}
                """).start()) {
            assertThat(gateway.get("/a?old").statusCode()).isEqualTo(308);
            assertThat(gateway.get("/a").body()).isEqualTo("here");
        }
    }

    private static Harness on(String settings) {
        return Harness.on("a.yaml", """
                api: a
                routes:
                  - {name: a, match: {path: "/{id}"}, steps: [{redirect: %s}]}
                """.formatted(settings)).start();
    }
}
