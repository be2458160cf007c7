package dev.penstock.plugins.callout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.fleet.Harness;
import java.io.InputStream;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** Components that take their time: whom they hold up, and what ends them. */
class BlockedComponentTest {
    @Test
    void aBlockedComponentHoldsUpNobodyElse() throws Exception {
        try (Script script = Script.waiting();
                Harness gateway = Site.with("- camel: {to: \"%s\"}".formatted(script.to()))) {
            CompletableFuture<HttpResponse<String>> blocked = send(gateway, "/a/1");
            script.awaitBegun();

            for (int i = 0; i < 20; i++) {
                assertThat(gateway.get("/free").statusCode()).isEqualTo(204);
            }
            assertThat(blocked).isNotDone();
            script.release();
            assertThat(blocked.join().body()).isEqualTo("late");
        }
    }

    @Test
    void whoTakesTooLongIsInterrupted() throws Exception {
        try (Script script = Script.waiting();
                Harness gateway = Site.with("- camel: {to: \"%s\", timeout: 100ms}".formatted(script.to()))) {
            assertThat(gateway.get("/a/1").statusCode()).isEqualTo(504);
            assertThat(script.wasInterrupted()).isTrue();
        }
    }

    @Test
    void whoseClientLeavesIsInterrupted() throws Exception {
        try (Script script = Script.waiting();
                Harness gateway = Site.with("- camel: {to: \"%s\"}".formatted(script.to()))) {
            try (Socket client = gateway.connect()) {
                client.getOutputStream().write("GET /a/1 HTTP/1.1\r\nHost: a\r\n\r\n".getBytes(StandardCharsets.UTF_8));
                script.awaitBegun();
            }
            assertThat(script.wasInterrupted()).isTrue();
            assertThat(gateway.get("/free").statusCode()).isEqualTo(204);
        }
    }

    @Test
    void theDeadlineOfTheRouteInterruptsToo() throws Exception {
        try (Script script = Script.waiting();
                Harness gateway = Harness.on(
                                "a.yaml",
                                Site.file("- camel: {to: \"%s\"}".formatted(script.to()))
                                        .replace("match: \"/a/{id}\"", "match: \"/a/{id}\"\n    deadline: 200ms"))
                        .start()) {
            HttpResponse<String> answer = gateway.get("/a/1");
            assertThat(answer.statusCode()).isEqualTo(504);
            assertThat(answer.body()).contains("deadline");
            assertThat(script.wasInterrupted()).isTrue();
        }
    }

    /** 16 threads, and 32 who wait. */
    @Test
    void whoFindsTheShareOfItsStepUsedUpIsRefusedAndTripsNothing() throws Exception {
        try (Script script = Script.waiting();
                Harness gateway = Site.with("- camel: {to: \"%s\"}".formatted(script.to()))) {
            CountDownLatch refusals = new CountDownLatch(60 - 48);
            List<CompletableFuture<HttpResponse<String>>> all = new ArrayList<>();
            for (int i = 0; i < 60; i++) {
                all.add(send(gateway, "/a/1").whenComplete((answer, failure) -> refusals.countDown()));
            }
            assertThat(refusals.await(15, TimeUnit.SECONDS)).isTrue();
            all.stream()
                    .filter(CompletableFuture::isDone)
                    .forEach(refused -> assertThat(refused.join().statusCode()).isEqualTo(503));
            assertThat(gateway.get("/free").statusCode()).isEqualTo(204);
            script.release();
            assertThat(all.stream().filter(answer -> answer.join().statusCode() == 200))
                    .hasSize(48);
            assertThat(gateway.get("/a/1").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void aComponentThatHangsLeavesThreadsToTheOthers() throws Exception {
        try (Script hangs = Script.waiting();
                Script works = Script.answering("well");
                Harness gateway = Site.with("""
                        - camel: {to: "%s", when: "path.id == 'hang'"}
                        - camel: {to: "%s", name: other}
                        """.formatted(hangs.to(), works.to()))) {
            List<CompletableFuture<HttpResponse<String>>> all = new ArrayList<>();
            for (int i = 0; i < 48; i++) {
                all.add(send(gateway, "/a/hang"));
            }
            hangs.awaitBegun(16);

            assertThat(gateway.get("/a/1").body()).isEqualTo("well");
            assertThat(hangs.begun()).isEqualTo(16);
            hangs.release();
            assertThat(all)
                    .allSatisfy(answer -> assertThat(answer.join().body()).isEqualTo("late"));
        }
    }

    @Test
    void anAnswerThatDripsIsNotReadOnWhenTimeIsOut() {
        Dripping answer = new Dripping();
        try (Script script = Script.answering(answer);
                Harness gateway = Site.with("- camel: {to: \"%s\", timeout: 100ms}".formatted(script.to()))) {
            assertThat(gateway.get("/a/1").statusCode()).isEqualTo(504);
            assertThat(answer.closed).succeedsWithin(Duration.ofSeconds(10));
            assertThat(answer.read.get()).isLessThan(4 << 20);
        }
    }

    /** A byte a millisecond, until its reader is interrupted: then as fast as it is read. */
    private static final class Dripping extends InputStream {
        private final AtomicInteger read = new AtomicInteger();
        private final CompletableFuture<Void> closed = new CompletableFuture<>();

        @Override
        public int read() {
            LockSupport.parkNanos(1_000_000);
            read.incrementAndGet();
            return 'a';
        }

        @Override
        public int read(byte[] into, int offset, int length) {
            into[offset] = (byte) read();
            return 1;
        }

        @Override
        public void close() {
            closed.complete(null);
        }
    }

    @Test
    void aReloadLetsItFinish() throws Exception {
        try (Script script = Script.waiting();
                Harness gateway = Site.with("- camel: {to: \"%s\"}".formatted(script.to()))) {
            CompletableFuture<HttpResponse<String>> old = send(gateway, "/a/1");
            script.awaitBegun();

            assertThat(gateway.reload("a.yaml", Site.file("- respond: {status: 203}")))
                    .isEmpty();
            assertThat(gateway.get("/a/1").statusCode()).isEqualTo(203);
            assertThat(old).isNotDone();
            script.release();
            assertThat(old.join().body()).isEqualTo("late");
            assertThat(script.wasStopped()).isFalse();
        }
    }

    private static CompletableFuture<HttpResponse<String>> send(Harness gateway, String path) {
        return gateway.client().sendAsync(gateway.request(path).GET().build(), HttpResponse.BodyHandlers.ofString());
    }
}
