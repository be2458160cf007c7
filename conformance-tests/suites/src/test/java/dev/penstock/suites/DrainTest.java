package dev.penstock.suites;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.penstock.fleet.Harness;
import dev.penstock.fleet.MockAnswer;
import dev.penstock.fleet.MockServer;
import io.vertx.core.Promise;
import java.io.IOException;
import java.net.ConnectException;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A gateway that was told to end. */
@Timeout(60)
class DrainTest {
    @Test
    void itIsNotReadyFinishesWhatIsInFlightAndTakesNoNewConnections() throws Exception {
        Promise<MockAnswer> later = Promise.promise();
        try (MockServer backend = MockServer.start().onLater("GET /slow", request -> later.future());
                Harness gateway = start(backend);
                Raw client = Raw.connect(gateway).write("GET /slow HTTP/1.1\r\nHost: x\r\n\r\n")) {
            backend.awaitCalls(1);
            CompletableFuture<Void> drain =
                    CompletableFuture.runAsync(() -> gateway.gateway().drain());
            Soon.sees(() -> Soon.admin(gateway, "GET", "/ready"), "503 {\"ready\":false}");
            Soon.sees(() -> isRefused(gateway), true);
            assertThat(drain).as("while a request is in flight").isNotDone();

            later.complete(MockAnswer.text("done"));
            assertThat(client.head()).startsWith("HTTP/1.1 200").containsIgnoringCase("\r\nconnection: close\r\n");
            assertThat(client.rest()).isEqualTo("done");
            drain.join();
            assertThatThrownBy(() -> Soon.admin(gateway, "GET", "/ready")).hasCauseInstanceOf(ConnectException.class);
        }
    }

    @Test
    void aClientThatKeepsAskingIsToldBeforeItsConnectionCloses() throws Exception {
        try (MockServer backend = MockServer.start();
                Harness gateway = start(backend);
                Raw client = Raw.connect(gateway)) {
            assertThat(ask(client)).doesNotContainIgnoringCase("connection: close");
            CompletableFuture<Void> drain =
                    CompletableFuture.runAsync(() -> gateway.gateway().drain());

            String told = Soon.until(Soon.LIVE, () -> ask(client), head -> head.contains("close") || head.isEmpty());
            assertThat(told).startsWith("HTTP/1.1 204").containsIgnoringCase("\r\nconnection: close\r\n");
            assertThat(client.rest()).isEmpty();
            drain.join();
        }
    }

    @Test
    void aConnectionWithoutARequestIsClosedAndHoldsNothingUp() throws Exception {
        try (MockServer backend = MockServer.start();
                Harness gateway = start(backend);
                Raw client = Raw.connect(gateway)) {
            ask(client);
            gateway.gateway().drain();
            assertThat(client.rest()).isEmpty();
        }
    }

    private static Harness start(MockServer backend) {
        return Harness.on("t.yaml", """
                api: t
                upstreams: {b: {targets: ["%s"]}}
                routes:
                  - {name: slow, match: GET /slow, steps: [{upstream: b}]}
                  - {name: quick, match: GET /quick, steps: [{respond: {status: 204}}]}
                """.formatted(backend.uri())).start();
    }

    private static String ask(Raw client) {
        try {
            return client.write("GET /quick HTTP/1.1\r\nHost: x\r\n\r\n").head();
        } catch (IOException cut) {
            return "";
        }
    }

    private static boolean isRefused(Harness gateway) {
        try {
            Raw.connect(gateway).close();
            return false;
        } catch (IOException refused) {
            return true;
        }
    }
}
