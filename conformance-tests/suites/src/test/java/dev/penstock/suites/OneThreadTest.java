package dev.penstock.suites;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.fleet.Harness;
import dev.penstock.fleet.MockAnswer;
import dev.penstock.fleet.MockServer;
import dev.penstock.suites.probe.Witness;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A call stays on the event loop that took it, through every kind of stage. */
class OneThreadTest {
    @Test
    void everyStepSawTheSameEventLoop() {
        Witness witness = new Witness();
        try (MockServer backend = MockServer.start().on("GET /x", MockAnswer.json(Map.of("n", 1)));
                Harness gateway = Harness.on("t.yaml", """
                                api: t
                                upstreams: {b: {targets: ["%s"]}}
                                routes:
                                  - name: all
                                    match: GET /x
                                    steps:
                                      - witness: a
                                      - elsewhere: x
                                      - witness-around: around
                                      - witness: b
                                      - witness-fork: fork
                                      - witness: c
                                      - upstream: b
                                """.formatted(backend.uri()))
                        .service(Witness.class, witness)
                        .eventLoops(2)
                        .start()) {
            assertThat(gateway.get("/x").statusCode()).isEqualTo(200);

            assertThat(witness.sightings().stream().map(Witness.Sighting::step))
                    .containsExactly(
                            "a",
                            "around",
                            "b",
                            "fork-1",
                            "fork-2",
                            "c",
                            "c up",
                            "fork-2 up",
                            "fork-1 up",
                            "b up",
                            "around up",
                            "a up");
            List<String> threads = witness.sightings().stream()
                    .map(Witness.Sighting::thread)
                    .distinct()
                    .toList();
            assertThat(threads).hasSize(1).first().asString().contains("eventloop");
        }
    }
}
