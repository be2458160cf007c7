package dev.penstock.suites;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.fleet.Harness;
import dev.penstock.fleet.MockAnswer;
import dev.penstock.fleet.MockServer;
import dev.penstock.fleet.MockStream;
import io.vertx.core.buffer.Buffer;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Bodies stream at the pace of the slower side. */
class BackPressureTest {
    private static final int CHUNK = 64 << 10;
    private static final int CHUNKS = 1_024;

    @Test
    void aClientThatDoesNotReadHoldsTheBackendBack() throws Exception {
        MockStream stream = new MockStream();
        AtomicLong written = new AtomicLong();
        try (MockServer backend = MockServer.start().on("GET /x", MockAnswer.stream(stream));
                Harness gateway =
                        Harness.on("t.yaml", """
                                api: t
                                upstreams: {b: {targets: ["%s"]}}
                                routes: [{name: x, match: GET /x, deadline: none, steps: [{upstream: b}]}]
                                """.formatted(backend.uri())).start();
                Socket client = gateway.connect()) {
            client.getOutputStream().write("GET /x HTTP/1.0\r\nhost: x\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
            CompletableFuture<Void> stalled = new CompletableFuture<>();
            write(stream, written, CHUNKS, stalled);

            assertThat(stalled)
                    .as("64 MiB cannot all leave the backend while nobody reads")
                    .failsWithin(2, TimeUnit.SECONDS);
            assertThat(written.get()).isLessThan((long) CHUNK * CHUNKS);

            long read = drain(client.getInputStream());
            assertThat(read).isGreaterThanOrEqualTo((long) CHUNK * CHUNKS);
        }
    }

    private static void write(MockStream stream, AtomicLong written, int left, CompletableFuture<Void> done) {
        if (left == 0) {
            stream.end();
            done.complete(null);
            return;
        }
        stream.write(Buffer.buffer(new byte[CHUNK])).onSuccess(sent -> {
            written.addAndGet(CHUNK);
            write(stream, written, left - 1, done);
        });
    }

    private static long drain(InputStream in) throws Exception {
        byte[] bytes = new byte[CHUNK];
        long total = 0;
        for (int n = in.read(bytes); n >= 0; n = in.read(bytes)) {
            total += n;
        }
        return total;
    }
}
