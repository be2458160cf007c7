package dev.penstock.plugins.example;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.fleet.Harness;
import org.junit.jupiter.api.Test;

class StampTest {
    private static final String FILE = """
            api: a
            routes:
              - {name: a, match: GET /a, steps: [{stamp: "no. ${vars.stamp} of ${request.path}"}, {respond: {status: 204}}]}
              - {name: b, match: GET /b, steps: [{stamp: {text: seen, header: x-seen}}, {respond: {status: 204}}]}
            """;

    @Test
    void everyAnswerIsStampedWithItsNumber() {
        try (Harness gateway = Harness.on("a.yaml", FILE).start()) {
            assertThat(stamp(gateway, "/a", "x-stamp")).isEqualTo("no. 1 of /a");
            assertThat(stamp(gateway, "/a", "x-stamp")).isEqualTo("no. 2 of /a");
            assertThat(stamp(gateway, "/b", "x-seen")).isEqualTo("seen");
        }
    }

    @Test
    void theCountSurvivesAReload() {
        try (Harness gateway = Harness.on("a.yaml", FILE).start()) {
            stamp(gateway, "/a", "x-stamp");
            assertThat(gateway.reload("a.yaml", FILE.replace("no. ", "number ")))
                    .isEmpty();
            assertThat(stamp(gateway, "/a", "x-stamp")).isEqualTo("number 2 of /a");
        }
    }

    private static String stamp(Harness gateway, String path, String header) {
        return gateway.get(path).headers().firstValue(header).orElse("");
    }
}
