package dev.penstock.plugins.aggregate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.fleet.Harness;
import dev.penstock.fleet.MockAnswer;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the rules of a call make of its errors and statuses. */
class FailureTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"null\"      | {\"good\":5,\"wonky\":null}",
                "null          | {\"good\":5,\"wonky\":null}",
                "omit          | {\"good\":5}",
                "body          | {\"good\":5,\"wonky\":{\"why\":\"gone\"}}",
                "{use: [1, 2]} | {\"good\":5,\"wonky\":[1,2]}"
            })
    void aStatusThatTheFileNamesIsDataNotAnError(String remedy, String body) {
        try (Site site = new Site()) {
            site.backend.on("GET /good", MockAnswer.json(5)).on("GET /x", MockAnswer.json(404, Map.of("why", "gone")));
            try (Harness join = site.joining("""
                    calls:
                      good: {get: /good, from: b}
                      wonky: {get: /x, from: b, on-error: fail, on-status: {404: %s}}
                    """.formatted(remedy))) {
                HttpResponse<String> answer = join.get("/a/1");
                assertThat(answer.body()).isEqualTo(body);
                assertThat(answer.statusCode()).isEqualTo(200);
                assertThat(answer.headers().firstValue("penstock-partial")).isEmpty();
                assertThat(answer.headers().firstValue("cache-control")).isEmpty();
            }
        }
    }

    @Test
    void aStatusBelow400CanBeMadeToFail() {
        try (Site site = new Site()) {
            site.backend.on("GET /x", MockAnswer.status(204));
            try (Harness join =
                    site.joining("calls: {x: {get: /x, from: b, on-error: omit, on-status: {204: fail}}}")) {
                HttpResponse<String> answer = join.get("/a/1");
                assertThat(answer.statusCode()).isEqualTo(502);
                assertThat(answer.headers().firstValue("proxy-status"))
                        .contains("penstock; received-status=204; details=\"x\"");
            }
        }
    }

    @Test
    void whatNamesACallThatIsLeftOutIsLeftOutToo() {
        try (Site site = new Site()) {
            site.backend.on("GET /good", MockAnswer.json(5)).on("GET /r", MockAnswer.status(500));
            try (Harness join = site.joining("""
                    calls:
                      good: {get: /good, from: b}
                      r: {get: /r, from: b, on-error: omit}
                      s: {get: "/after/${r.body.id}", from: b, when: "true"}
                      t: {post: /after, from: b, body: {id: "${s.body.id}"}}
                    body:
                      good: ${good.body}
                      r: ${r.body}
                      deep: {s: "${s.body.x}", text: "no. ${t.body}", keep: 1}
                    """)) {
                HttpResponse<String> answer = join.get("/a/1");
                assertThat(answer.body()).isEqualTo("{\"good\":5,\"deep\":{\"keep\":1}}");
                assertThat(answer.headers().firstValue("penstock-partial")).contains("r, s, t");
                assertThat(answer.headers().firstValue("proxy-status"))
                        .contains("penstock; received-status=500; details=\"r\", "
                                + "penstock; error=proxy_internal_response; details=\"s\", "
                                + "penstock; error=proxy_internal_response; details=\"t\"");
            }
            assertThat(site.backend.unmatched()).isEmpty();
        }
    }

    @Test
    void aValueThatStandsInFeedsTheCallsThatNameIt() {
        try (Site site = new Site()) {
            site.backend.on("GET /x", MockAnswer.status(503)).on("GET /next/Z-1", MockAnswer.json("next"));
            try (Harness join = site.joining("""
                    calls:
                      x: {get: /x, from: b, on-error: {use: {sku: Z-1, of: "${path.id}"}}}
                      next: {get: "/next/${x.body.sku}", from: b}
                    body: {of: "${x.body.of}", next: "${next.body}", status: "${x.status}"}
                    """)) {
                HttpResponse<String> answer = join.get("/a/7");
                assertThat(answer.body()).isEqualTo("{\"of\":\"7\",\"next\":\"next\",\"status\":503}");
                assertThat(answer.headers().firstValue("penstock-partial")).contains("x");
            }
        }
    }
}
