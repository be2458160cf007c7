package dev.penstock.suites;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.fleet.Harness;
import dev.penstock.fleet.MockAnswer;
import dev.penstock.fleet.MockServer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Three targets under load, one of which goes. */
@Timeout(60)
class OutageTest {
    private final AtomicInteger status = new AtomicInteger(200);
    private List<MockServer> targets;

    @BeforeEach
    void start() {
        targets = List.of(
                MockServer.start().on("GET /x", call -> MockAnswer.status(status.get())),
                MockServer.start().on("GET /x", MockAnswer.text("fine")),
                MockServer.start().on("GET /x", MockAnswer.text("fine")));
    }

    @AfterEach
    void stop() {
        targets.forEach(MockServer::close);
    }

    private Harness gateway(String rules) {
        String urls = targets.stream()
                .map(target -> '"' + target.uri().toString() + '"')
                .collect(Collectors.joining(", "));
        return Harness.on("t.yaml", """
                        api: t
                        upstreams: {u: {targets: [%s], timeout: 2s, %s}}
                        routes: [{name: x, match: GET /x, steps: [{upstream: u}]}]
                        """.formatted(urls, rules)).start();
    }

    @Test
    void oneThatIsKilledIsNotFelt() throws Exception {
        try (Harness gateway = gateway("retry: {attempts: 3}, eject: {errors: 3, within: 10s, for: 30s}");
                LoadOn load = new LoadOn(gateway, "/x", 4)) {
            targets.get(0).awaitCalls(50);
            targets.get(0).close();
            targets.get(1).forget();
            targets.get(1).awaitCalls(200);
            assertThat(load.stop().keySet()).containsExactly("200");
        }
    }

    @Test
    void retriesDoNotMakeAnOutageWorse() throws Exception {
        status.set(503);
        try (Harness gateway = gateway("retry: {attempts: 5, budget: 20%}");
                LoadOn load = new LoadOn(gateway, "/x", 10)) {
            targets.get(1).awaitCalls(1_000);
            Map<String, AtomicInteger> answers = load.stop();
            int requests =
                    answers.values().stream().mapToInt(AtomicInteger::get).sum();
            int attempts =
                    targets.stream().mapToInt(target -> target.calls().size()).sum();
            assertThat(attempts).isLessThan((int) (1.25 * requests));
            assertThat(answers.keySet()).containsOnly("200", "503");
        }
    }
}
