package dev.penstock.plugins.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.penstock.fleet.Harness;
import dev.penstock.fleet.MockAnswer;
import dev.penstock.fleet.MockServer;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/** Whatever a hook throws, returns, promises, edits or breaks: a plain 500, or a request that is as it was. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FaultTest {
    private static final List<String> ROWS = Rows.of("faults.txt");

    private MockServer backend;
    private Harness gateway;

    @BeforeAll
    void start() {
        backend = MockServer.start();
        for (String method : List.of("POST", "PUT")) {
            backend.on(
                    method + " /{rest*}",
                    seen -> MockAnswer.text(seen + " " + seen.header("x-a") + " " + seen.text())
                            .header("x-up", "1"));
        }
        HookSite site = HookSite.before(backend);
        for (int i = 0; i < ROWS.size(); i++) {
            site.script("r" + i, code(ROWS.get(i)));
            site.script("s" + i, code(ROWS.get(i)), Map.of("on-error", "skip"));
        }
        gateway = site.start();
        assertThat(gateway.faults().stream().map(Object::toString).filter(fault -> !fault.contains("warning:")))
                .isEmpty();
    }

    @AfterAll
    void stop() {
        gateway.close();
        backend.close();
    }

    private static String code(String row) {
        int colon = row.indexOf(": ");
        String body = row.substring(colon + 2, row.lastIndexOf(" ==> "));
        return switch (row.substring(0, colon)) {
            case "request" -> "export async function onRequest(request, context) { " + body + " }";
            case "response" -> "export async function onResponse(response, context) { " + body + " }";
            default -> body;
        };
    }

    @TestFactory
    Stream<DynamicTest> eachEndsAsTheFileSays() {
        assertThat(ROWS).hasSizeGreaterThan(100);
        return IntStream.range(0, ROWS.size()).mapToObj(i -> dynamicTest(ROWS.get(i), () -> check(i)));
    }

    private void check(int row) {
        String expected = ROWS.get(row).substring(ROWS.get(row).lastIndexOf(" ==> ") + 5);
        for (int i = 0; i < 2; i++) {
            HttpResponse<String> answer = gateway.send("POST", "/shop/r" + row, "kept", "x-a", "was");
            assertThat(told(answer))
                    .isIn((Object[]) expected.replace("/N", "/r" + row).split("\\|", -1));
            assertThat(answer.headers().firstValue("set-cookie")).isEmpty();
        }
        if (expected.equals("500")) {
            HttpResponse<String> skipped = gateway.send("POST", "/shop/s" + row, "kept", "x-a", "was");
            assertThat(told(skipped)).isEqualTo("200 POST /s" + row + " was kept");
            assertThat(skipped.headers().firstValue("x-up")).hasValue("1");
        }
    }

    private static String told(HttpResponse<String> answer) {
        if (answer.statusCode() != 500) {
            return answer.statusCode() + " " + answer.body();
        }
        assertThat(answer.headers().firstValue("content-type")).hasValue("application/problem+json");
        assertThat(answer.body()).contains("step-failed").doesNotContain("SECRET", "inline", "Error", "script:");
        return "500";
    }
}
