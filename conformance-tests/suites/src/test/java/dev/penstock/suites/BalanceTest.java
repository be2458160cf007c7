package dev.penstock.suites;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.fleet.Harness;
import dev.penstock.fleet.MockAnswer;
import dev.penstock.fleet.MockServer;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which target a request goes to, as a file says it. The distributions themselves are tests of the engine. */
class BalanceTest {
    private static final List<MockServer> BACKENDS =
            IntStream.range(0, 3).mapToObj(BalanceTest::backend).toList();
    private static Harness gateway;

    private static MockServer backend(int number) {
        return MockServer.start().on("GET /{rest*}", MockAnswer.text("target " + number));
    }

    @BeforeAll
    static void start() {
        String targets = "targets: [%s]"
                .formatted(String.join(
                        ", ",
                        BACKENDS.stream().map(one -> "'" + one.uri() + "'").toList()));
        gateway = Harness.on("t.yaml", """
                        api: t
                        upstreams:
                          turns: {%1$s}
                          least: {%1$s, balance: least-requests}
                          random: {%1$s, balance: random-two}
                          user: {%1$s, balance: {hash: "${header['x-user']}"}}
                          id: {%1$s, balance: {hash: "item ${path.id}"}}
                          claim: {%1$s, balance: {hash: "${auth.subject}"}}
                          heavy: {targets: [{url: "%2$s", weight: 3}, "%3$s"]}
                          twice: {targets: ["%2$s", "%2$s", "%3$s"]}
                        routes:
                          - {name: turns, match: GET /turns, steps: [{upstream: turns}]}
                          - {name: least, match: GET /least, steps: [{upstream: least}]}
                          - {name: random, match: GET /random, steps: [{upstream: random}]}
                          - {name: user, match: GET /user, steps: [{upstream: user}]}
                          - {name: id, match: "GET /id/{id}", steps: [{upstream: id}]}
                          - {name: claim, match: GET /claim, steps: [{upstream: claim}]}
                          - {name: heavy, match: GET /heavy, steps: [{upstream: heavy}]}
                          - {name: twice, match: GET /twice, steps: [{upstream: twice}]}
                        """.formatted(
                                targets, BACKENDS.get(0).uri(), BACKENDS.get(1).uri()))
                .eventLoops(2)
                .start();
        assertThat(gateway.faults()).isEmpty();
    }

    @AfterAll
    static void stop() {
        gateway.close();
        BACKENDS.forEach(MockServer::close);
    }

    private static Map<String, Integer> asked(String path, int times, String... headers) {
        Map<String, Integer> answers = new TreeMap<>();
        IntStream.range(0, times)
                .forEach(i -> answers.merge(gateway.get(path, headers).body(), 1, Integer::sum));
        return answers;
    }

    @ParameterizedTest
    @ValueSource(strings = {"/turns", "/least"})
    void inTurn(String path) {
        assertThat(asked(path, 30))
                .containsOnlyKeys("target 0", "target 1", "target 2")
                .containsValue(10);
    }

    @Test
    void byChanceEachGetsSome() {
        assertThat(asked("/random", 60)).hasSize(3);
    }

    @ParameterizedTest
    @CsvSource({"/heavy, 30, 10", "/twice, 26, 14"})
    void weightsCount(String path, int first, int second) {
        Map<String, Integer> shares = asked(path, 40);
        if (path.equals("/heavy")) {
            assertThat(shares).isEqualTo(Map.of("target 0", first, "target 1", second));
        } else {
            assertThat(shares.get("target 0")).isBetween(first, first + 1);
        }
    }

    @Test
    void equalKeysMeetTheSameTargetAndKeysAreSpread() {
        Map<String, String> owners = new TreeMap<>();
        for (int i = 0; i < 40; i++) {
            Map<String, Integer> answers = asked("/user", 3, "x-user", "user-" + i);
            assertThat(answers).hasSize(1);
            owners.put("user-" + i, answers.keySet().iterator().next());
        }
        assertThat(owners.values()).contains("target 0", "target 1", "target 2");
        assertThat(asked("/id/7", 6)).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/user", "/claim"})
    void anAbsentKeyTakesAnyTarget(String path) {
        assertThat(asked(path, 60)).hasSize(3);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "x | 3:44 | hash: expected an expression such as ${header['x-user']}",
                "${path.nr} | 3:50 | 'path.nr'",
                "${response.status} | 3:44 | response",
                "${header['x' | 3:44 | expected a }"
            })
    void aKeyThatCannotBeIsAFault(String hash, String place, String part) {
        try (Harness faulty = Harness.on("t.yaml", """
                        api: t
                        upstreams:
                          u: {targets: "http://h", balance: {hash: "%s"}}
                        routes: [{name: r, match: "GET /{id}", steps: [{upstream: u}]}]
                        """.formatted(hash)).start()) {
            assertThat(faulty.faults()).hasSize(1);
            assertThat(faulty.faults().get(0).toString())
                    .startsWith("t.yaml:" + place)
                    .contains(part);
        }
    }

    @Test
    void aSharedUpstreamKnowsNoPathParameters() {
        try (Harness faulty = Harness.on(
                        "t.yaml", "api: t\nroutes: [{name: r, match: 'GET /{id}', steps: [{upstream: u}]}]\n")
                .file("upstreams/u.yaml", "targets: http://h\nbalance: {hash: '${path.id}'}\n")
                .start()) {
            assertThat(faulty.faults()).hasSize(1);
            assertThat(faulty.faults().get(0).toString())
                    .startsWith("upstreams/u.yaml:2:23: ")
                    .contains("'path.id'", "that files share");
        }
    }
}
