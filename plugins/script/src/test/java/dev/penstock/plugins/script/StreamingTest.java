package dev.penstock.plugins.script;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.fleet.Harness;
import dev.penstock.fleet.MockAnswer;
import dev.penstock.fleet.MockServer;
import dev.penstock.fleet.MockStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Bodies that no hook touches. */
class StreamingTest {
    private static final String TOUCHES_NONE =
            "export function onRequest(request) { request.headers.set('x-a', '1'); }\n"
                    + "export function onResponse(response) { response.headers.set('x-b', '1'); }";

    @Test
    void theFirstBytesOfAnAnswerComeBeforeItsEnd() throws Exception {
        MockStream stream = new MockStream();
        try (MockServer backend = MockServer.start().on("GET /drip", MockAnswer.stream(stream));
                Harness gateway =
                        HookSite.before(backend).script("drip", TOUCHES_NONE).start()) {
            stream.write("first");
            HttpResponse<InputStream> answer = gateway.client()
                    .sendAsync(gateway.request("/shop/drip").build(), HttpResponse.BodyHandlers.ofInputStream())
                    .get(20, TimeUnit.SECONDS);
            assertThat(answer.headers().firstValue("x-b")).hasValue("1");
            assertThat(new String(answer.body().readNBytes(5), StandardCharsets.UTF_8))
                    .isEqualTo("first");
            stream.write(" last");
            stream.end();
            assertThat(new String(answer.body().readAllBytes(), StandardCharsets.UTF_8))
                    .isEqualTo(" last");
        }
    }

    @Test
    void aRequestGoesUpBeforeItsEnd() throws Exception {
        try (ServerSocket backend = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Harness gateway = HookSite.before(URI.create("http://127.0.0.1:" + backend.getLocalPort()))
                        .script("up", TOUCHES_NONE)
                        .start();
                Socket client = gateway.connect()) {
            backend.setSoTimeout(20_000);
            write(client, "POST /shop/up HTTP/1.1\r\nhost: a\r\nconnection: close\r\ncontent-length: 10\r\n\r\nfirst");
            try (Socket upstream = backend.accept()) {
                upstream.setSoTimeout(20_000);
                assertThat(readUntil(upstream, "first"))
                        .startsWith("POST /up HTTP/1.1")
                        .contains("x-a: 1");
                write(client, " last");
                readUntil(upstream, " last");
                write(upstream, "HTTP/1.1 204 No Content\r\n\r\n");
                assertThat(readUntil(client, "\r\n\r\n"))
                        .startsWith("HTTP/1.1 204")
                        .contains("x-b: 1");
            }
        }
    }

    private static void write(Socket to, String text) throws IOException {
        to.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        to.getOutputStream().flush();
    }

    private static String readUntil(Socket from, String end) throws IOException {
        StringBuilder text = new StringBuilder();
        while (text.indexOf(end) < 0) {
            int next = from.getInputStream().read();
            if (next < 0) {
                throw new EOFException("expected '" + end + "', found the end after '" + text + "'");
            }
            text.append((char) next);
        }
        return text.toString();
    }
}
