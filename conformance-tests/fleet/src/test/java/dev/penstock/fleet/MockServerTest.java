package dev.penstock.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MockServerTest {
    private final MockServer server = MockServer.start();
    private RawClient client;

    @BeforeEach
    void connect() throws IOException {
        client = new RawClient(server.port());
    }

    @AfterEach
    void stop() throws IOException {
        client.close();
        server.close();
    }

    private String answer(String request) throws IOException {
        return client.send(request + " HTTP/1.1\r\nhost: mock\r\nconnection: close\r\n\r\n")
                .readToEnd();
    }

    @Test
    void anAnswerHasItsStatusHeadersAndJson() throws IOException {
        server.on(
                "GET /p/7",
                MockAnswer.json(203, Map.of("id", 7))
                        .header("set-cookie", "a=1")
                        .header("set-cookie", "b=2"));
        assertThat(answer("GET /p/7?any=query"))
                .startsWith("HTTP/1.1 203 ")
                .containsIgnoringCase("content-type: application/json\r\n")
                .containsIgnoringCase("content-length: 8\r\n")
                .contains("set-cookie: a=1\r\nset-cookie: b=2\r\n")
                .endsWith("\r\n\r\n{\"id\":7}");
    }

    @Test
    void whatNoRuleMatchesIs404AndReported() throws IOException {
        server.on("GET /p/7", MockAnswer.status(200));
        assertThat(answer("POST /p/7?x=1")).startsWith("HTTP/1.1 404 ").contains("POST /p/7?x=1");
        assertThat(server.unmatched()).hasToString("[POST /p/7?x=1]");
        assertThat(server.calls()).hasSize(1);
        assertThat(server.calls("GET /p/7")).isZero();
    }

    @Test
    void aPatternWithAQueryTakesTheseParametersInAnyOrderAndNoOthers() throws IOException {
        server.on("GET /q?b=2&a=1", MockAnswer.text("named")).on("GET /q", MockAnswer.text("any"));
        for (String target : List.of("/q?a=1&b=2", "/q?a=1", "/q?a=1&b=2&c=3", "/q")) {
            client.get(target).readUntil("\r\n\r\n");
            client.readUntil(target.equals("/q?a=1&b=2") ? "named" : "any");
        }
        assertThat(server.calls("GET /q?b=2&a=1")).isEqualTo(1);
        assertThat(server.calls("GET /q")).isEqualTo(3);
    }

    @Test
    void aLiteralPathGoesBeforeAnOpenSegment() throws IOException {
        server.on("GET /p/7", MockAnswer.text("seven")).on("GET /p/{id}", MockAnswer.text("other"));
        client.get("/p/7").readUntil("seven");
        client.get("/p/8").readUntil("other");
        client.get("/p/8/9").readUntil("404");
    }

    @Test
    void aLaterRuleForTheSameRequestsGoesBeforeAnEarlierOne() throws IOException {
        server.on("GET /x", MockAnswer.text("first"));
        client.get("/x").readUntil("first");
        server.on("GET /x", MockAnswer.text("second"));
        client.get("/x").readUntil("second");
    }

    @Test
    void getAnswersHeadWithoutABody() throws IOException {
        server.on("GET /x", MockAnswer.text("12345"));
        assertThat(answer("HEAD /x"))
                .containsIgnoringCase("content-length: 5\r\n")
                .endsWith("\r\n\r\n");
        assertThat(server.calls().get(0).method()).isEqualTo("HEAD");
    }

    @Test
    void theJournalHoldsMethodTargetHeadersAndBody() throws IOException {
        server.on("POST /x", MockAnswer.status(204));
        client.send("POST /x?a=%20 HTTP/1.1\r\nhost: mock\r\nX-One: 1\r\ntransfer-encoding: chunked\r\n\r\n")
                .send("3\r\nabc\r\n")
                .send("2\r\nde\r\n0\r\n\r\n")
                .readUntil("\r\n\r\n");
        MockRequest seen = server.awaitCalls(1).get(0);
        assertThat(seen).hasToString("POST /x?a=%20");
        assertThat(seen.header("x-one")).isEqualTo("1");
        assertThat(seen.text()).isEqualTo("abcde");
        assertThat(seen.query()).contains("a=%20");
    }

    @Test
    void aClientThatExpects100IsToldToGoOn() throws IOException {
        server.on("POST /x", MockAnswer.text("done"));
        client.send("POST /x HTTP/1.1\r\nhost: mock\r\ncontent-length: 2\r\nexpect: 100-continue\r\n\r\n")
                .readUntil("100 Continue\r\n\r\n");
        client.send("ab").readUntil("done");
        assertThat(server.calls().get(0).text()).isEqualTo("ab");
    }

    @Test
    void requestsSentAheadAreAnsweredInTheirOrder() throws IOException {
        Promise<MockAnswer> slow = Promise.promise();
        server.onLater("GET /slow", request -> slow.future()).on("GET /fast", MockAnswer.text("fast"));
        client.get("/slow").get("/fast");
        server.awaitCalls(1);
        slow.complete(MockAnswer.text("slow"));
        assertThat(client.readUntil("fast")).contains("slow");
    }

    @Test
    void aDelayIsWaitedFor() throws IOException {
        server.on("GET /x", MockAnswer.text("late").after(Duration.ofMillis(150)));
        long began = System.nanoTime();
        client.get("/x").readUntil("late");
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThanOrEqualTo(Duration.ofMillis(150));
    }

    @Test
    void codeMayAnswerFromWhatItSees() throws IOException {
        server.on("GET /echo/{any}", request -> MockAnswer.text(request.path() + " " + request.header("host")));
        client.get("/echo/a").readUntil("/echo/a mock");
    }

    @Test
    void codeThatThrowsAnswers500AndSaysWhy() throws IOException {
        server.on("GET /x", request -> {
            throw new IllegalStateException("no luck");
        });
        server.onLater("GET /y", request -> io.vertx.core.Future.failedFuture("no luck either"));
        client.get("/x").readUntil("500 ");
        client.readUntil("no luck");
        client.get("/y").readUntil("no luck either");
    }

    @Test
    void aStreamSendsWhatTheTestWritesWhenItWritesIt() throws IOException {
        MockStream stream = new MockStream();
        server.on("GET /x", MockAnswer.stream(stream));
        stream.write("early ");
        client.get("/x");
        assertThat(client.readUntil("early ")).containsIgnoringCase("transfer-encoding: chunked");
        stream.write("late");
        client.readUntil("late");
        stream.end();
        client.readUntil("0\r\n\r\n");
        server.on("GET /next", MockAnswer.text("next"));
        client.get("/next").readUntil("next");
    }

    @Test
    void aStreamWithALengthIsNotChunkedAndMayBreakOff() throws IOException {
        MockStream stream = new MockStream();
        server.on("GET /x", MockAnswer.stream(stream).header("content-length", "10"));
        client.get("/x");
        stream.write("12345");
        client.readUntil("12345");
        stream.breakOff();
        assertThat(client.readToEnd()).isEmpty();
    }

    @Test
    void aStreamWaitsForASlowClient() throws Exception {
        MockStream stream = new MockStream();
        server.on("GET /x", MockAnswer.stream(stream));
        client.get("/x").readUntil("\r\n\r\n");
        Buffer large = Buffer.buffer(new byte[32 << 20]);
        var written = stream.write(large);
        assertThat(written.isComplete()).isFalse();
        client.socket().getInputStream().readNBytes(32 << 20);
        written.toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    @Test
    void aClientThatLeavesBeforeTheEndIsReported() throws Exception {
        Promise<MockAnswer> never = Promise.promise();
        server.onLater("GET /x", request -> never.future());
        client.get("/x");
        MockRequest seen = server.awaitCalls(1).get(0);
        assertThat(seen.gone().isComplete()).isFalse();
        client.close();
        seen.gone().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
        assertThat(server.left()).containsExactly(seen);
        never.complete(MockAnswer.text("too late"));
    }

    @Test
    void aClientThatLeavesAfterTheEndIsNotReported() throws IOException {
        server.on("GET /x", MockAnswer.text("done"));
        client.get("/x").readUntil("done");
        client.close();
        try (RawClient other = new RawClient(server.port())) {
            other.get("/x").readUntil("done");
        }
        assertThat(server.left()).isEmpty();
    }

    @Test
    void aRequestThatBreaksOffIsKeptAsFarAsItCame() throws IOException {
        client.send("POST /x HTTP/1.1\r\nhost: mock\r\ncontent-length: 100\r\n\r\nhalf")
                .close();
        MockRequest broken = server.awaitLeft(1).get(0);
        assertThat(broken.text()).isEqualTo("half");
        assertThat(server.calls()).containsExactly(broken);
    }

    @Test
    void dateIsWrittenByTheTestsClockAndOnlyThen() throws IOException {
        server.on("GET /x", MockAnswer.text("x"));
        assertThat(client.get("/x").readUntil("\r\n\r\nx")).doesNotContainIgnoringCase("date:");
        server.clock(() -> Instant.parse("2031-02-03T04:05:06Z"));
        assertThat(client.get("/x").readUntil("\r\n\r\nx"))
                .containsIgnoringCase("date: Mon, 03 Feb 2031 04:05:06 GMT\r\n");
    }

    @Test
    void aTakenPortIsSaid() {
        assertThatThrownBy(() -> MockServer.start(server.port(), List.of()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(String.valueOf(server.port()));
    }

    @Test
    void aPatternThatIsNoneIsRefused() {
        for (String text : List.of("/p", "get /p", "GET p", "GET  ", "GET /a b", "")) {
            assertThatThrownBy(() -> RequestPattern.parse(text))
                    .as(text)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("GET /p/7");
        }
    }
}
