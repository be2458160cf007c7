package dev.penstock.plugins.transform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.fleet.Harness;
import dev.penstock.fleet.MockAnswer;
import dev.penstock.fleet.MockRequest;
import dev.penstock.fleet.MockServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LimitsTest {
    private static final String CLOSE = "host: x\r\nconnection: close\r\n";

    private final MockServer backend = MockServer.start().on("POST /a", MockAnswer.text("fine"));

    @AfterEach
    void stop() {
        backend.close();
    }

    @Test
    void exactlyTheLimitPassesByLengthAndByChunks() throws Exception {
        try (Harness gateway = on("{body: 8}")) {
            assertThat(gateway.raw(announced(8) + "12345678")).startsWith("HTTP/1.1 200 ");
            assertThat(gateway.raw(chunked() + "5\r\n12345\r\n3\r\n678\r\n0\r\n\r\n"))
                    .startsWith("HTTP/1.1 200 ");
        }
        assertThat(backend.calls()).extracting(MockRequest::text).containsExactly("12345678", "12345678");
        assertThat(backend.calls().get(0).header("content-length")).isEqualTo("8");
    }

    @Test
    void anAnnouncedLengthIsRefusedBeforeAByteOfItCame() throws Exception {
        try (Harness gateway = on("{body: 8, name: small}");
                Socket client = gateway.connect()) {
            send(client, announced(9));
            assertThat(read(client, "\r\n\r\n")).startsWith("HTTP/1.1 413 ").contains("application/problem+json");
            assertThat(read(client, "}")).contains("problem:too-large", "\"step\":\"small\"", "at most 8 bytes");
        }
        assertThat(backend.calls()).isEmpty();
    }

    @Test
    void aStreamThatExceedsIsCutAndIsNeverAWholeRequestToTheBackend() throws Exception {
        try (Harness gateway = on("{body: 8, name: small}");
                Socket client = gateway.connect()) {
            send(client, chunked() + "8\r\n12345678\r\n");
            send(client, "1\r\n9\r\n");
            assertThat(read(client, "\r\n\r\n"))
                    .startsWith("HTTP/1.1 413 ")
                    .contains("application/problem+json", "access-control-allow-origin: *", "x-above: 413");
            assertThat(read(client, "}")).contains("problem:too-large", "\"step\":\"small\"");
            assertThat(backend.calls("POST /a")).isZero();
            assertThat(backend.left()).allMatch(cut -> !cut.text().contains("9"));
        }
    }

    @Test
    void whatPassedReachesTheBackendBeforeTheRestAndIsThenCutOff() throws Exception {
        try (Early early = new Early();
                Harness gateway = on("{body: 8}", "http://127.0.0.1:" + early.port());
                Socket client = gateway.connect()) {
            send(client, chunked() + "4\r\n1234\r\n");
            assertThat(early.readUntil("1234")).contains("transfer-encoding: chunked");
            early.answer("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n2\r\nok\r\n");
            assertThat(read(client, "ok\r\n")).startsWith("HTTP/1.1 200 ");
            send(client, "5\r\n56789\r\n");
            assertThat(early.readToEnd()).doesNotContain("56789", "0\r\n\r\n");
            assertThat(new String(client.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1))
                    .doesNotContain("0\r\n\r\n");
        }
    }

    @Test
    void aStepThatHoldsTheBodyHearsOfTheSmallerLimit() {
        try (Harness gateway = Harness.on("a.yaml", """
                api: a
                routes:
                  - {name: a, match: POST /a, steps: [{limits: {body: 16}}, {respond: {body: "${body.id}"}}]}
                """).start()) {
            assertThat(gateway.send("POST", "/a", "{\"id\": 7}").body()).isEqualTo("7");
            assertThat(gateway.send("POST", "/a", "{\"id\": 7, \"more\": 1}").statusCode())
                    .isEqualTo(413);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "application/json                  | application/json                  | 200",
                "application/json                  | Application/JSON; charset=utf-8   | 200",
                "application/json                  | application/json-evil             | 415",
                "application/json                  | application/json, text/html       | 415",
                "application/json                  | text/html; a=application/json     | 415",
                "application/json                  | json                              | 415",
                "'[text/plain, application/*+json]'| application/problem+json ;x=1     | 200",
                "'[text/plain, application/*+json]'| application/json                  | 415",
                "text/*                            | text/html                         | 200",
                "text/*                            | textual/html                      | 415",
                "'\"*/*\"'                         | image/png                         | 200",
                "'\"*/*\"'                         | nonsense                          | 415"
            })
    void aBodyIsOfOneOfTheTypes(String types, String sent, int status) {
        try (Harness gateway = on("{types: " + types + "}")) {
            HttpResponse<String> answer = gateway.send("POST", "/a", "{}", "content-type", sent);
            assertThat(answer.statusCode()).isEqualTo(status);
        }
    }

    @Test
    void aBodyWithoutATypeOrWithTwoIsRefusedAndNoBodyNeedsNone() throws Exception {
        try (Harness gateway = on("{types: application/json}")) {
            assertThat(gateway.send("POST", "/a", "{}").statusCode()).isEqualTo(415);
            assertThat(gateway.send("POST", "/a", "").statusCode()).isEqualTo(200);
            assertThat(gateway.raw("POST /a HTTP/1.1\r\n" + CLOSE + "content-type: application/json\r\n"
                            + "content-type: text/html\r\ncontent-length: 2\r\n\r\n{}"))
                    .startsWith("HTTP/1.1 415 ")
                    .contains("problem:unsupported-type", "access-control-allow-origin: *");
        }
    }

    @Test
    void headerFieldsAreBoundTogether() throws Exception {
        // host: x, connection: close and x-a: … are 9, 19 and 7 bytes and the value, each with its line end.
        String head = "POST /a HTTP/1.1\r\n" + CLOSE + "x-a: ";
        try (Harness gateway = on("{headers: 64}")) {
            assertThat(gateway.raw(head + "x".repeat(29) + "\r\n\r\n")).startsWith("HTTP/1.1 200 ");
            assertThat(gateway.raw(head + "x".repeat(30) + "\r\n\r\n"))
                    .startsWith("HTTP/1.1 431 ")
                    .contains("problem:headers-too-large");
        }
    }

    @Test
    void withoutAConditionThatHoldsNothingIsRefused() {
        try (Harness gateway = on("{body: 1, when: \"!has(query.free)\"}")) {
            assertThat(gateway.send("POST", "/a?free", "body").statusCode()).isEqualTo(200);
            assertThat(gateway.send("POST", "/a", "body").statusCode()).isEqualTo(413);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{body: big}",
                "{types: json}",
                "{types: [application/json, \"application/json; charset=utf-8\"]}",
                "{types: \"*/json\"}",
                "{headers: many}",
                "{body: 1KiB, on-error: skip}"
            })
    void settingsThatCannotWorkAreAFault(String settings) {
        try (Harness gateway = on(settings)) {
            assertThat(gateway.faults()).filteredOn(fault -> !fault.warning()).hasSize(1);
        }
    }

    private static String announced(int length) {
        return "POST /a HTTP/1.1\r\n" + CLOSE + "content-length: " + length + "\r\n\r\n";
    }

    private static String chunked() {
        return "POST /a HTTP/1.1\r\n" + CLOSE + "transfer-encoding: chunked\r\n\r\n";
    }

    private static void send(Socket to, String text) throws IOException {
        to.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        to.getOutputStream().flush();
    }

    private static String read(Socket from, String end) throws IOException {
        return read(from.getInputStream(), end);
    }

    private static String read(InputStream in, String end) throws IOException {
        StringBuilder text = new StringBuilder();
        while (text.indexOf(end) < 0) {
            int next = in.read();
            assertThat(next).as("the end came after " + text).isNotNegative();
            text.append((char) next);
        }
        return text.toString();
    }

    private Harness on(String settings) {
        return on(settings, backend.uri().toString());
    }

    private static Harness on(String settings, String target) {
        return Harness.on("a.yaml", """
                        api: a
                        upstreams: {b: {targets: ["%s"]}}
                        routes:
                          - name: a
                            match: POST /a
                            steps:
                              - cors: {origins: "*"}
                              - headers: {response: {set: {x-above: "${response.status}"}}}
                              - limits: %s
                              - upstream: b
                        """.formatted(target, settings)).start();
    }

    /** A backend that answers when the test says so, whether it has read the request or not. */
    private static final class Early implements AutoCloseable {
        private final ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        private Socket socket;

        Early() throws IOException {
            server.setSoTimeout(10_000);
        }

        int port() {
            return server.getLocalPort();
        }

        String readUntil(String end) throws IOException {
            socket = server.accept();
            socket.setSoTimeout(10_000);
            return read(socket, end);
        }

        void answer(String text) throws IOException {
            send(socket, text);
        }

        /** Also a reset is an end. */
        String readToEnd() throws IOException {
            StringBuilder text = new StringBuilder();
            try {
                for (int next = socket.getInputStream().read();
                        next >= 0;
                        next = socket.getInputStream().read()) {
                    text.append((char) next);
                }
            } catch (SocketException reset) {
                text.append("");
            }
            return text.toString();
        }

        @Override
        public void close() throws IOException {
            server.close();
            if (socket != null) {
                socket.close();
            }
        }
    }
}
