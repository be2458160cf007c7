package dev.penstock.plugins.aggregate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.fleet.Harness;
import dev.penstock.fleet.MockAnswer;
import dev.penstock.fleet.MockFault;
import dev.penstock.fleet.MockRequest;
import dev.penstock.fleet.MockServer;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class JoinTest {
    private final Site site = new Site();
    private final MockServer backend = site.backend;

    @AfterEach
    void stop() {
        site.close();
    }

    @Test
    void callsThatNameNoOtherRunTogether() {
        Promise<MockAnswer> x = Promise.promise();
        Promise<MockAnswer> y = Promise.promise();
        backend.onLater("GET /x", seen -> {
            y.complete(MockAnswer.json("y"));
            return x.future();
        });
        backend.onLater("GET /y", seen -> {
            x.complete(MockAnswer.json("x"));
            return y.future();
        });
        try (Harness gateway = site.joining("calls: {x: {get: /x, from: b}, y: {get: /y, from: b}}")) {
            assertThat(gateway.get("/a/1").body()).isEqualTo("{\"x\":\"x\",\"y\":\"y\"}");
        }
    }

    @Test
    void aCallStartsWhenThoseItNamesHaveEndedAndWaitsForNoOther() {
        Promise<MockAnswer> slow = Promise.promise();
        backend.onLater("GET /slow", seen -> slow.future());
        backend.on("GET /quick", MockAnswer.json(Map.of("id", 7)));
        backend.on("GET /after/7", seen -> {
            slow.complete(MockAnswer.json(Map.of("id", 8)));
            return MockAnswer.json("after");
        });
        backend.on("GET /last/8", MockAnswer.json("last"));
        try (Harness gateway = site.joining("""
                calls:
                  last: {get: "/last/${slow.body.id}", from: b}
                  after: {get: "/after/${quick.body.id}", from: b}
                  slow: {get: /slow, from: b}
                  quick: {get: /quick, from: b}
                body: {last: "${last.body}", after: "${after.body}"}
                """)) {
            assertThat(gateway.get("/a/1").body()).isEqualTo("{\"last\":\"last\",\"after\":\"after\"}");
        }
        assertThat(backend.calls())
                .extracting(MockRequest::path)
                .containsExactlyInAnyOrder("/slow", "/quick", "/after/7", "/last/8");
    }

    @Test
    void theTemplateKeepsTypesAndWholeNumbersOf64Bits() {
        backend.on(
                "GET /x",
                json("{\"max\":9223372036854775807,\"half\":0.5,\"list\":[9007199254740993,null,{\"a\":true}],\"no\":null}")
                        .header("x-mark", "m"));
        try (Harness gateway = site.joining("""
                calls: {x: {get: /x, from: b}}
                body:
                  max: ${x.body.max}
                  half: ${x.body.half}
                  list: ${x.body.list}
                  no: ${x.body.no}
                  text: "n=${x.body.max}"
                  status: ${x.status}
                  mark: ${x.headers['x-mark']}
                  id: ${path.id}
                """)) {
            HttpResponse<String> answer = gateway.get("/a/41");
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.headers().allValues("content-type")).containsExactly("application/json");
            assertThat(answer.body())
                    .isEqualTo("{\"max\":9223372036854775807,\"half\":0.5,"
                            + "\"list\":[9007199254740993,null,{\"a\":true}],\"no\":null,"
                            + "\"text\":\"n=9223372036854775807\",\"status\":200,\"mark\":\"m\",\"id\":\"41\"}");
        }
    }

    @Test
    void withoutABodyTheAnswerIsEveryCallInTheOrderWritten() {
        Promise<MockAnswer> later = Promise.promise();
        backend.onLater("GET /z", seen -> later.future());
        backend.on("GET /a", seen -> {
            later.complete(MockAnswer.json(1));
            return MockAnswer.json(2);
        });
        try (Harness gateway = site.joining("calls: {zeta: {get: /z, from: b}, alpha: {get: /a, from: b}}")) {
            assertThat(gateway.get("/a/1").body()).isEqualTo("{\"zeta\":1,\"alpha\":2}");
        }
    }

    @Test
    void noHeaderOfACallIsPassedOnAndARedirectIsData() {
        backend.on("GET /x", MockAnswer.status(302).header("location", "/y").header("set-cookie", "a=b"));
        try (Harness gateway = site.joining("""
                calls: {x: {get: /x, from: b}}
                body: {status: "${x.status}", at: "${x.headers.location}", body: "${x.body}"}
                """)) {
            HttpResponse<String> answer = gateway.get("/a/1");
            assertThat(answer.body()).isEqualTo("{\"status\":302,\"at\":\"/y\",\"body\":null}");
            assertThat(answer.headers().firstValue("set-cookie")).isEmpty();
            assertThat(answer.headers().firstValue("location")).isEmpty();
        }
    }

    @Test
    void anEmptyAnswerIsNullAndOneThatIsNotJsonByTypeIsText() {
        backend.on("GET /none", MockAnswer.status(204));
        backend.on("GET /text", MockAnswer.text("{\"a\":1}"));
        try (Harness gateway = site.joining("calls: {none: {get: /none, from: b}, text: {get: /text, from: b}}")) {
            HttpResponse<String> answer = gateway.get("/a/1");
            assertThat(answer.body()).isEqualTo("{\"none\":null,\"text\":\"{\\\"a\\\":1}\"}");
            assertThat(answer.headers().firstValue("penstock-partial")).isEmpty();
        }
    }

    @Test
    void aCallThatIsNotWantedIsNotMadeAndIsNull() {
        backend.on("GET /x", MockAnswer.json(Map.of("v", 5)));
        backend.on("GET /extra", MockAnswer.json("extra"));
        try (Harness gateway = site.joining("""
                calls: {x: {get: /x, from: b}, extra: {get: /extra, from: b, when: has(query.full)}}
                body: {x: "${x.body.v}", extra: "${extra.body.deep.er}", whole: "${extra}"}
                """)) {
            HttpResponse<String> answer = gateway.get("/a/1");
            assertThat(answer.body()).isEqualTo("{\"x\":5,\"extra\":null,\"whole\":null}");
            assertThat(answer.headers().firstValue("penstock-partial")).isEmpty();
            assertThat(backend.calls("GET /extra")).isZero();
            gateway.get("/a/1?full");
            assertThat(backend.calls("GET /extra")).isOne();
        }
    }

    @Test
    void anAbsentValueOfTheTemplateIs502() {
        backend.on("GET /x", MockAnswer.json(Map.of("v", 5)));
        try (Harness gateway = site.joining("calls: {x: {get: /x, from: b}}\nbody: {w: \"${x.body.w}\"}")) {
            assertThat(gateway.get("/a/1").statusCode()).isEqualTo(502);
        }
    }

    @Test
    void whatTheClientDidNotSendIs400EvenWhereErrorsAreForgiven() {
        try (Harness gateway = site.joining("calls: {x: {get: \"/x/${query.q}\", from: b, on-error: omit}}")) {
            assertThat(gateway.get("/a/1").statusCode()).isEqualTo(400);
        }
        assertThat(backend.calls()).isEmpty();
    }

    @Test
    void aCallThatDecidesTheWholeCancelsTheOthersAtOnce() {
        backend.on("GET /slow", MockAnswer.fault(MockFault.HANG));
        backend.onLater("GET /broken", seen -> {
            Promise<MockAnswer> later = Promise.promise();
            Thread waits = new Thread(() -> {
                backend.awaitCalls(2);
                later.complete(MockAnswer.status(500));
            });
            waits.start();
            return later.future();
        });
        try (Harness gateway = site.joining("""
                calls:
                  slow: {get: /slow, from: b, on-error: omit}
                  never: {get: "/never/${slow.status}", from: b}
                  broken: {get: /broken, from: b}
                """)) {
            HttpResponse<String> answer = gateway.get("/a/1");
            assertThat(answer.statusCode()).isEqualTo(502);
            assertThat(answer.body()).contains("'broken'").contains("\"call\":\"broken\"");
            assertThat(backend.awaitLeft(1)).extracting(MockRequest::path).containsExactly("/slow");
        }
        assertThat(backend.calls("GET /never/{status}")).isZero();
    }

    @Test
    void aClientThatLeavesEndsItsCallsAndStartsNoMore() throws IOException {
        backend.on("GET /x", MockAnswer.fault(MockFault.HANG));
        backend.on("GET /y", MockAnswer.fault(MockFault.HANG));
        try (Harness gateway = site.joining("""
                calls:
                  x: {get: /x, from: b, on-error: {use: {id: 1}}}
                  y: {get: /y, from: b, on-error: "null"}
                  never: {get: "/never/${x.body.id}", from: b}
                """)) {
            try (Socket client = gateway.connect()) {
                client.getOutputStream()
                        .write("GET /a/1 HTTP/1.1\r\nHost: a\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                backend.awaitCalls(2);
            }
            assertThat(backend.awaitLeft(2)).extracting(MockRequest::path).containsExactlyInAnyOrder("/x", "/y");
            backend.on("GET /x", MockAnswer.json(Map.of("id", 2))).on("GET /y", MockAnswer.json(1));
            assertThat(gateway.get("/a/1").statusCode()).isEqualTo(502);
        }
        assertThat(backend.calls("GET /never/{id}")).isZero();
        assertThat(backend.unmatched()).extracting(MockRequest::path).containsExactly("/never/2");
    }

    @Test
    void withAsTheStepsBelowShapeTheAnswer() {
        backend.on("GET /x", MockAnswer.json(Map.of("v", 5)));
        backend.on("GET /gone", MockAnswer.status(500));
        try (Harness gateway =
                Harness.on("a.yaml", """
                        api: a
                        upstreams: {b: {targets: ["%s"]}}
                        routes:
                          - name: a
                            match: GET /a/{kind}
                            steps:
                              - aggregate:
                                  as: page
                                  calls:
                                    x: {get: /x, from: b}
                                    gone: {get: /gone, from: b, on-error: omit, when: "path.kind == 'part'"}
                                  body: {v: "${x.body.v}"}
                              - respond: {status: 203, body: {page: "${page.body}", partial: "${page.partial}"}}
                        """.formatted(backend.uri())).start()) {
            HttpResponse<String> whole = gateway.get("/a/whole");
            assertThat(whole.statusCode()).isEqualTo(203);
            assertThat(whole.body()).isEqualTo("{\"page\":{\"v\":5},\"partial\":false}");
            assertThat(gateway.get("/a/part").body()).isEqualTo("{\"page\":{\"v\":5},\"partial\":true}");
        }
    }

    @Test
    void manyRequestsAtOnceDoNotMix() {
        backend.on("GET /x/{id}", seen -> MockAnswer.json(Map.of("id", seen.path())));
        backend.on("GET /y/{id}", seen -> MockAnswer.json(seen.query().orElse("")));
        try (Harness gateway = site.joining("""
                calls:
                  x: {get: "/x/${path.id}", from: b}
                  y: {get: "/y/1", from: b, query: {of: "${x.body.id}"}}
                """)) {
            List<String> answers = java.util.stream.IntStream.range(0, 100)
                    .parallel()
                    .mapToObj(i -> gateway.get("/a/" + i).body())
                    .toList();
            for (int i = 0; i < 100; i++) {
                assertThat(answers.get(i))
                        .isEqualTo("{\"x\":{\"id\":\"/x/%d\"},\"y\":\"of=%%2Fx%%2F%d\"}".formatted(i, i));
            }
        }
    }

    private static MockAnswer json(String text) {
        return MockAnswer.bytes(200, "application/json", Buffer.buffer(text));
    }
}
