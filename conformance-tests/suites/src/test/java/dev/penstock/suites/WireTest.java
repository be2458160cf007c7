package dev.penstock.suites;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.fleet.Harness;
import dev.penstock.fleet.MockAnswer;
import dev.penstock.fleet.MockServer;
import dev.penstock.fleet.MockStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What HTTP/1.1 asks of what stands between a client and a server. */
@Timeout(60)
class WireTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /head HTTP/1.1\r\n\r\n",
                "GET /head HTTP/1.1\r\nhost: a\r\nhost: b\r\n\r\n",
                "GET /head HTTP/1.1\r\nhost: a b\r\n\r\n",
                "GET /head HTTP/1.1\r\nhost: a/b\r\n\r\n",
                "GET /head HTTP/1.1\r\nhost: user@a\r\n\r\n",
                "GET /head HTTP/1.1\r\nhost: a:port\r\n\r\n",
                "GET /head HTTP/1.1\r\nhost:\r\n\r\n",
                "GET /%zz HTTP/1.1\r\nhost: a\r\n\r\n",
                "GET /% HTTP/1.1\r\nhost: a\r\n\r\n",
                "GET /../x HTTP/1.1\r\nhost: a\r\n\r\n",
                "GET /a/%2e%2e/%2E./x HTTP/1.1\r\nhost: a\r\n\r\n",
                "GET head HTTP/1.1\r\nhost: a\r\n\r\n",
                "GET ftp://a/head HTTP/1.1\r\nhost: a\r\n\r\n",
                "GET * HTTP/1.1\r\nhost: a\r\n\r\n",
                "GET /head#part HTTP/1.1\r\nhost: a\r\n\r\n",
                "GET /he\u00e4d HTTP/1.1\r\nhost: a\r\n\r\n",
                "GET /head HTTP/1.1\r\nhost: a:65536\r\n\r\n",
                "GET /head HTTP/1.1\r\nhost: a\r\n: nameless\r\n\r\n",
                "POST /up HTTP/1.1\r\nhost: a\r\ntransfer-encoding: gzip, chunked\r\n\r\n0\r\n\r\n",
                "POST /up HTTP/1.1\r\nhost: a\r\ntransfer-encoding: chunked\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n",
            })
    void aMalformedRequestIs400AndEndsItsConnection(String request) throws Exception {
        try (RawBackend backend = RawBackend.playing((head, socket) -> {});
                Harness gateway = start(backend)) {
            String answer = gateway.raw(request + "GET /head HTTP/1.1\r\nhost: a\r\n\r\n");
            assertThat(answer).startsWith("HTTP/1.1 400 ").contains("urn:penstock:problem:malformed");
            assertThat(answer.split("HTTP/1.1 ", -1))
                    .as("what was pipelined is not answered")
                    .hasSize(2);
        }
    }

    /** What an upstream may not say is its fault, whatever comes after it; its next answers are served. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 101 Switching Protocols\r\nupgrade: foo\r\nconnection: upgrade\r\n\r\n",
                "HTTP/1.1 101 Switching Protocols\r\nupgrade: websocket\r\nconnection: upgrade\r\n\r\n",
                "HTTP/1.1 102 Processing\r\n\r\n",
                "HTTP/1.1 199 Odd\r\n\r\nHTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok",
                "HTTP/1.1 099 Odd\r\ncontent-length: 0\r\n\r\n",
                "HTTP/1.1 012 Odd\r\ncontent-length: 0\r\n\r\n",
                "HTTP/1.1 600 Odd\r\ncontent-length: 0\r\n\r\n",
                "HTTP/1.1 999 Odd\r\ncontent-length: 0\r\n\r\n",
                "HTTP/1.1 200 OK\r\ntransfer-encoding: gzip, chunked\r\n\r\n0\r\n\r\n",
                "HTTP/1.1 200 OK\r\ntransfer-encoding: gzip\r\nconnection: close\r\n\r\n",
            })
    void whatAnUpstreamMayNotSayIs502(String said) throws Exception {
        try (RawBackend backend = RawBackend.playing((head, socket) -> RawBackend.write(
                        socket,
                        head.contains("/head?odd")
                                ? said
                                : "HTTP/1.1 200 OK\r\nconnection: close\r\ncontent-length: 2\r\n\r\nok"));
                Harness gateway = start(backend)) {
            for (int i = 0; i < 4; i++) {
                assertThat(gateway.get("/head?odd").statusCode()).as("" + i).isEqualTo(502);
            }
            for (int i = 0; i < 4; i++) {
                assertThat(gateway.get("/head").body()).isEqualTo("ok");
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "GET /head, '', false",
        "GET /head, 'content-length: 0', false",
        "POST /up, '', true",
        "POST /up, 'content-length: 0', true"
    })
    void aRequestWithoutABodyTellsALengthWhereItsMethodHasOne(String line, String field, boolean told)
            throws Exception {
        try (RawBackend backend = echoing();
                Harness gateway = start(backend);
                Raw client = Raw.connect(gateway)) {
            client.write(line + " HTTP/1.1\r\nhost: a\r\nconnection: close\r\n" + field
                    + (field.isEmpty() ? "" : "\r\n") + "\r\n");
            String seen = client.rest();
            assertThat(seen.substring(seen.indexOf("\r\n\r\n")).contains("content-length: 0"))
                    .isEqualTo(told);
        }
    }

    @Test
    void aHeadOf300KiBIsTheUpstreamsFault() throws Exception {
        try (RawBackend backend = RawBackend.playing((head, socket) -> RawBackend.write(
                        socket,
                        "HTTP/1.1 200 OK\r\nconnection: close\r\ncontent-length: 2\r\n"
                                + (head.contains("/head?odd") ? "x: " + "y".repeat(300 << 10) + "\r\n" : "")
                                + "\r\nok"));
                Harness gateway = start(backend)) {
            assertThat(gateway.get("/head?odd").statusCode()).isEqualTo(502);
            assertThat(gateway.get("/head").body()).isEqualTo("ok");
        }
    }

    @Test
    void tenThousandBytesOfAnythingLeaveItServing() throws Exception {
        try (RawBackend backend = echoing();
                Harness gateway = start(backend)) {
            Random random = new Random(20_261_130);
            for (int round = 0; round < 20; round++) {
                byte[] bytes = new byte[10_000];
                random.nextBytes(bytes);
                String answer = gateway.raw(new String(bytes, StandardCharsets.ISO_8859_1) + "\r\n\r\n");
                assertThat(answer).matches("(?s)|HTTP/1.[01] [45].*");
            }
            assertThat(gateway.get("/head").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void eventsArriveOneByOne() throws Exception {
        MockStream events = new MockStream();
        try (MockServer backend = MockServer.start()
                        .on("GET /head", MockAnswer.stream(events).header("content-type", "text/event-stream"));
                Harness gateway =
                        Harness.on("t.yaml", """
                                api: t
                                upstreams: {b: {targets: ["%s"]}}
                                routes: [{name: head, match: GET /head, deadline: none, steps: [{upstream: b}]}]
                                """.formatted(backend.uri())).start();
                Raw client = Raw.connect(gateway)) {
            assertThat(client.write("GET /head HTTP/1.1\r\nhost: t\r\n\r\n").head())
                    .contains("content-type: text/event-stream");
            for (int i = 1; i <= 3; i++) {
                String chunk = "9\r\ndata: " + i + "\n\n\r\n";
                events.write("data: " + i + "\n\n");
                assertThat(client.read(chunk.length())).isEqualTo(chunk);
            }
            events.end();
            assertThat(client.read(5)).isEqualTo("0\r\n\r\n");
        }
    }

    @Test
    void anAnswerHasADateAndAnUpstreamsIsKept() throws Exception {
        String old = "date: Thu, 01 Jan 1970 00:00:01 GMT";
        try (RawBackend backend = RawBackend.playing((head, socket) -> RawBackend.write(
                        socket,
                        "HTTP/1.1 200 OK\r\n" + (head.contains("/old") ? old + "\r\n" : "")
                                + "content-length: 0\r\nconnection: close\r\n\r\n"));
                Harness gateway = start(backend)) {
            String date = "(?is).*\r\ndate: [a-z]{3}, [0-3][0-9] [a-z]{3} [0-9]{4} [0-9:]{8} gmt\r\n.*";
            for (String target : new String[] {"/head", "/head?/old", "/nosuch", "/%zz"}) {
                String answer = gateway.raw("GET " + target + " HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n");
                assertThat(answer).as(target).matches(date);
                assertThat(answer.toLowerCase(Locale.ROOT).split("\r\ndate: ", -1))
                        .hasSize(2);
                assertThat(answer.contains(old)).isEqualTo(target.endsWith("/old"));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "GET http://in.line/head?a=1 HTTP/1.1, in.line",
        "GET /head?a=1 HTTP/1.1, other",
    })
    void anAbsoluteTargetReplacesHost(String line, String host) throws Exception {
        try (RawBackend backend = echoing();
                Harness gateway = start(backend);
                Raw client = Raw.connect(gateway)) {
            client.write(line + "\r\nhost: OTHER\r\nconnection: close\r\n\r\n");
            assertThat(client.rest()).contains("get /head?a=1 http/1.1", "x-forwarded-host: " + host + "\r\n");
        }
    }

    @Test
    void whatIsTooLongIsToldApartFromWhatIsNoRequest() throws Exception {
        try (RawBackend backend = RawBackend.playing((head, socket) -> {});
                Harness gateway = start(backend)) {
            assertThat(gateway.raw("GET /" + "x".repeat(9_000) + " HTTP/1.1\r\nhost: a\r\n\r\n"))
                    .matches("(?s)HTTP/1.[01] 414 .*")
                    .contains("urn:penstock:problem:uri-too-long");
            assertThat(gateway.raw("GET / HTTP/1.1\r\nhost: a\r\nx: " + "x".repeat(20_000) + "\r\n\r\n"))
                    .matches("(?s)HTTP/1.[01] 431 .*")
                    .contains("urn:penstock:problem:headers-too-large");
            assertThat(gateway.raw("\u0001\u0002 hello\r\n\r\n"))
                    .matches("(?s)HTTP/1.[01] 400 .*")
                    .contains("urn:penstock:problem:malformed");
            assertThat(gateway.get("/head-of-nothing").statusCode()).isEqualTo(404);
        }
    }

    @Test
    void optionsOfTheWholeIsTheGatewaysOwn() throws Exception {
        try (RawBackend backend = RawBackend.playing((head, socket) -> {});
                Harness gateway = start(backend);
                Raw client = Raw.connect(gateway)) {
            assertThat(client.write("OPTIONS * HTTP/1.1\r\nhost: a\r\n\r\n").head())
                    .startsWith("HTTP/1.1 204 ")
                    .contains("allow: ")
                    .doesNotContain("content-length");
        }
    }

    @Test
    void whatTheProxyAddsGoesUp() throws Exception {
        try (RawBackend backend = echoing();
                Harness gateway = start(backend)) {
            String seen = gateway.raw(String.join(
                    "\r\n",
                    "GET /head HTTP/1.1",
                    "host: shop.test",
                    "connection: close, x-hop",
                    "x-hop: 1",
                    "via: 1.0 fred",
                    "x-forwarded-for: 9.9.9.9",
                    "x-forwarded-proto: https",
                    "forwarded: for=9.9.9.9",
                    "",
                    ""));
            assertThat(seen)
                    .contains("via: 1.0 fred\r\n", "via: 1.1 penstock\r\n")
                    .contains("x-forwarded-for: 9.9.9.9, 127.0.0.1\r\n", "x-forwarded-proto: http\r\n")
                    .contains("x-forwarded-host: shop.test\r\n")
                    .doesNotContain("x-hop", "\r\nforwarded:");
        }
    }

    @Test
    void earlyHintsPassBeforeTheAnswer() throws Exception {
        try (RawBackend backend = RawBackend.playing(
                        (head, socket) -> RawBackend.write(
                                socket,
                                "HTTP/1.1 103 Early Hints\r\nlink: </a.css>\r\n\r\nHTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok"));
                Harness gateway = start(backend);
                Raw client = Raw.connect(gateway)) {
            assertThat(client.write("GET /head HTTP/1.1\r\nhost: a\r\n\r\n").head())
                    .startsWith("HTTP/1.1 103 ")
                    .contains("link: </a.css>");
            assertThat(client.head()).startsWith("HTTP/1.1 200 ");
        }
    }

    @Test
    void trailersPass() throws Exception {
        try (RawBackend backend = RawBackend.playing((head, socket) -> RawBackend.write(
                        socket,
                        "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n2\r\nok\r\n0\r\nx-sum: 42\r\n\r\n"));
                Harness gateway = start(backend)) {
            assertThat(gateway.raw("GET /head HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n"))
                    .contains("\r\n0\r\nx-sum: 42\r\n\r\n");
        }
    }

    @Test
    void continueIsSaidWhenTheBodyIsWanted() throws Exception {
        try (RawBackend backend = RawBackend.playing((head, socket) -> {
                    socket.getInputStream().readNBytes(4);
                    RawBackend.write(socket, "HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok");
                });
                Harness gateway = start(backend);
                Raw client = Raw.connect(gateway)) {
            String ask = " HTTP/1.1\r\nhost: a\r\ncontent-length: 4\r\nexpect: 100-continue\r\n\r\n";
            assertThat(client.write("POST /up" + ask).head()).startsWith("HTTP/1.1 100 ");
            assertThat(client.write("body").head()).startsWith("HTTP/1.1 200 ");
            assertThat(client.read(2)).isEqualTo("ok");
            assertThat(client.write("POST /refused" + ask).head())
                    .startsWith("HTTP/1.1 403 ")
                    .containsIgnoringCase("connection: close");
            assertThat(client.rest()).isEmpty();
            assertThat(gateway.raw("POST /nowhere" + ask))
                    .startsWith("HTTP/1.1 404 ")
                    .contains("no-route");
        }
    }

    @Test
    void anUpstreamThatFallsSilentWithinItsBodyBreaksOff() throws Exception {
        try (RawBackend backend = RawBackend.playing((head, socket) ->
                        RawBackend.write(socket, "HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\npart"));
                Harness gateway = start(backend)) {
            String answer = gateway.raw("GET /silent HTTP/1.1\r\nhost: a\r\n\r\n");
            assertThat(answer).startsWith("HTTP/1.1 200 ").endsWith("part");
        }
    }

    private static RawBackend echoing() {
        return RawBackend.playing((head, socket) -> RawBackend.write(
                socket,
                "HTTP/1.1 200 OK\r\ncontent-length: " + head.length() + "\r\n\r\n" + head.toLowerCase(Locale.ROOT)));
    }

    private static Harness start(RawBackend backend) {
        return Harness.on("t.yaml", """
                        api: t
                        upstreams:
                          b: {targets: ["%1$s"]}
                          impatient: {targets: ["%1$s"], idle: 300ms}
                        routes:
                          - {name: head, match: GET /head, steps: [{upstream: b}]}
                          - {name: silent, match: GET /silent, steps: [{upstream: impatient}]}
                          - {name: up, match: POST /up, steps: [{upstream: b}]}
                          - {name: refused, match: POST /refused, steps: [{respond: {status: 403}}]}
                        """.formatted(backend.uri())).start();
    }
}
