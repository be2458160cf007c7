package dev.penstock.plugins.aggregate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.fleet.Harness;
import dev.penstock.fleet.MockAnswer;
import dev.penstock.fleet.MockServer;
import io.vertx.core.buffer.Buffer;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One request for each item of a list. */
class ForEachTest {
    private final Site site = new Site();
    private final MockServer backend = site.backend;

    @AfterEach
    void stop() {
        site.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[]                                | 200 | []",
                "[\"a\",null]                      | 502 | null",
                "null                              | 200 | null",
                "{\"a\":1}                         | 502 | found another value",
                "\"a\"                             | 502 | found another value",
                "[1,2.5,true,\"x y\",\"\"]         | 200 | [\"/i/1\",\"/i/2.5\",\"/i/true\",\"/i/x%20y\",\"/i/\"]",
                "[9223372036854775807]             | 200 | [\"/i/9223372036854775807\"]",
                "[1,2,3,4,5,6]                     | 502 | at most 5 items for its for-each, found 6"
            })
    void theListMayHoldAnything(String list, int status, String answer) {
        backend.on("GET /list", json(list)).on("GET /i/{n}", seen -> MockAnswer.json(seen.path()));
        backend.on("GET /i/", seen -> MockAnswer.json(seen.path()));
        try (Harness gateway = site.joining("""
                calls:
                  ids: {get: /list, from: b}
                  items: {for-each: "${ids.body}", get: "/i/${item}", from: b, max-items: 5}
                body: "${items.body}"
                """)) {
            HttpResponse<String> given = gateway.get("/a/1");
            assertThat(given.statusCode()).isEqualTo(status);
            if (status == 200) {
                assertThat(given.body()).isEqualTo(answer);
            } else {
                assertThat(given.body()).contains("\"call\":\"items\"").contains(answer);
            }
            assertThat(given.headers().firstValue("penstock-partial")).isEmpty();
        }
    }

    /** Five items: the second is 500, the fourth 404, the others themselves. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "on-error: skip                                | 200 | {\"n\":[1,3,5]}                             | received-status=500",
                "on-error: \"null\"                            | 200 | {\"n\":[1,null,3,null,5]}                   | received-status=500",
                "on-error: {use: {of: \"${item}\"}}            | 200 | {\"n\":[1,{\"of\":2},3,{\"of\":4},5]}       | received-status=500",
                "on-error: omit                                | 200 | {}                                          | received-status=500",
                "'on-error: skip, on-status: {404: \"null\"}'  | 200 | {\"n\":[1,3,null,5]}                        | received-status=500",
                "'on-error: \"null\", on-status: {404: skip}'  | 200 | {\"n\":[1,null,3,5]}                        | received-status=500",
                "'on-status: {404: skip, 500: skip}'           | 200 | {\"n\":[1,3,5]}                             | -",
                "'on-status: {404: body, 500: body}'           | 200 | {\"n\":[1,\"no 2\",3,\"no 4\",5]}           | -",
                "'on-status: {404: {use: 4}, 500: \"null\"}'   | 200 | {\"n\":[1,null,3,4,5]}                      | -",
                "'on-status: {500: omit}, on-error: skip'      | 200 | {}                                          | -",
                "on-error: fail                                | 502 | 'n'                                         | received-status=500",
                "'on-error: skip, on-status: {404: fail}'      | 502 | 'n'                                         | received-status=404"
            })
    void theRulesSpeakOfEachItem(String rules, int status, String body, String fault) {
        backend.on("GET /i/{n}", seen -> {
            int n = Integer.parseInt(seen.path().substring(3));
            return n == 2 || n == 4 ? MockAnswer.json(n == 2 ? 500 : 404, "no " + n) : MockAnswer.json(n);
        });
        try (Harness gateway = site.joining(
                "calls: {n: {for-each: \"${[1, 2, 3, 4, 5]}\", get: \"/i/${item}\", from: b, max-parallel: 1, " + rules
                        + "}}")) {
            HttpResponse<String> answer = gateway.get("/a/1");
            assertThat(answer.statusCode()).isEqualTo(status);
            assertThat(answer.body()).contains(body);
            assertThat(answer.headers().firstValue("proxy-status"))
                    .isEqualTo(
                            Optional.ofNullable(fault).map(parameter -> "penstock; " + parameter + "; details=\"n\""));
            assertThat(answer.headers().firstValue("penstock-partial").isPresent())
                    .isEqualTo(status == 200 && fault != null);
        }
    }

    @Test
    void whatIsWrongWithTheListFailsTheWholeUnlessTheCallIsOmitted() {
        for (String rule : List.of("skip", "\"null\"", "{use: 1}", "fail")) {
            try (Harness gateway = site.joining("calls: {n: {for-each: \"${[1, 2]}\", max-items: 1, get: /x, from: b,"
                    + " on-error: " + rule + "}}")) {
                assertThat(gateway.get("/a/1").statusCode()).isEqualTo(502);
            }
        }
        try (Harness gateway =
                site.joining("calls: {n: {for-each: \"${[1, 2]}\", max-items: 1, get: /x, from: b, on-error: omit}}")) {
            HttpResponse<String> answer = gateway.get("/a/1");
            assertThat(answer.body()).isEqualTo("{}");
            assertThat(answer.headers().firstValue("penstock-partial")).contains("n");
        }
        assertThat(backend.calls()).isEmpty();
    }

    @Test
    void aListOverTheAnswersOfAListAndTwoListsAtOnceDoNotMix() {
        backend.on(
                "GET /i/{n}", seen -> MockAnswer.json(Map.of("id", seen.path().substring(3) + "x")));
        try (Harness gateway = site.joining("""
                calls:
                  first: {for-each: "${['a', 'b', 'c']}", get: "/i/${item}", from: b}
                  other: {for-each: "${['p', 'q', 'r']}", get: "/i/${item}", from: b, on-status: {200: {use: "${item}"}}}
                  second: {for-each: "${first.body}", get: "/i/${item.id}", from: b, max-parallel: 2}
                  after: {get: "/i/${second.body[2].id}", from: b, when: size(other.body) == 3}
                body: {second: "${second.body.map(s, s.id)}", other: "${other.body}", after: "${after.body.id}"}
                """)) {
            assertThat(gateway.get("/a/1").body())
                    .isEqualTo(
                            "{\"second\":[\"axx\",\"bxx\",\"cxx\"],\"other\":[\"p\",\"q\",\"r\"],\"after\":\"cxxx\"}");
        }
    }

    @Test
    void everyItemIsSentWithWhatTheCallSays() {
        backend.on(
                "POST /i",
                seen -> MockAnswer.text(
                        seen.query().orElse("") + " " + seen.headers().get("x-item") + " " + seen.body()));
        try (Harness gateway = site.joining("""
                calls:
                  n: {for-each: "${[{'id': 1}, {'id': 2}]}", post: /i, from: b, query: {id: "${item.id}"}, headers: {x-item: "n${item.id}"}, body: {of: "${path.id}", n: "${item.id}"}}
                body: "${n.body.join(', ')}"
                """)) {
            assertThat(gateway.get("/a/7").body().replace("\\", ""))
                    .isEqualTo("\"id=1 n1 {\"of\":\"7\",\"n\":1}, id=2 n2 {\"of\":\"7\",\"n\":2}\"");
        }
    }

    @Test
    void aCallThatIsNotWantedAsksForNoList() {
        try (Harness gateway =
                site.joining("calls: {n: {for-each: \"${query.list}\", get: /x, from: b, when: has(query.list)}}")) {
            assertThat(gateway.get("/a/1").body()).isEqualTo("{\"n\":null}");
            assertThat(gateway.get("/a/1?list=a").statusCode()).isEqualTo(502);
        }
    }

    @Test
    void whatTheClientDidNotSendIs400() {
        try (Harness gateway = site.joining("calls: {n: {for-each: \"${[query.q]}\", get: /x, from: b, on-error: omit},"
                + " m: {for-each: \"${[1]}\", get: \"/${query.q}\", from: b, on-error: skip}}")) {
            assertThat(gateway.get("/a/1").statusCode()).isEqualTo(400);
        }
        assertThat(backend.calls()).isEmpty();
    }

    private static MockAnswer json(String text) {
        return MockAnswer.bytes(200, "application/json", Buffer.buffer(text));
    }
}
