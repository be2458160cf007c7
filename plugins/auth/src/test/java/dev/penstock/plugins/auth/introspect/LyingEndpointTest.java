package dev.penstock.plugins.auth.introspect;

import static dev.penstock.plugins.auth.introspect.Idp.ask;
import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.fleet.Harness;
import dev.penstock.fleet.MockAnswer;
import dev.penstock.fleet.MockFault;
import dev.penstock.plugins.auth.Rows;
import io.vertx.core.buffer.Buffer;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LyingEndpointTest {
    private final Idp idp = new Idp();

    @AfterEach
    void stop() {
        idp.close();
    }

    @Test
    void eachAnswerOfTheTableIsTakenForWhatItIs() {
        List<List<String>> rows = Rows.of(getClass(), "answers.txt");
        Map<String, MockAnswer> answers = new HashMap<>();
        for (int i = 0; i < rows.size(); i++) {
            List<String> row = rows.get(i);
            answers.put("t" + i, MockAnswer.bytes(Integer.parseInt(row.get(1)), row.get(2), Buffer.buffer(row.get(3))));
        }
        idp.endpoint.on("POST /introspect", request -> answers.get(Idp.token(request)));
        assertThat(rows.size()).isGreaterThanOrEqualTo(40);
        try (Harness gateway = idp.gateway("a", "")) {
            List<String> found = new ArrayList<>();
            for (int i = 0; i < rows.size(); i++) {
                HttpResponse<String> answer = ask(gateway, "/a", "t" + i);
                found.add(rows.get(i).get(0) + ": " + answer.statusCode());
                assertThat(answer.body()).doesNotContain(String.valueOf(idp.endpoint.port()));
            }
            assertThat(found)
                    .containsExactlyElementsOf(rows.stream()
                            .map(row -> row.get(0) + ": " + row.get(4))
                            .toList());
        }
    }

    @ParameterizedTest
    @EnumSource(names = "HANG", mode = EnumSource.Mode.EXCLUDE)
    void anEndpointThatBreaksIs503(MockFault fault) {
        idp.endpoint.on(
                "POST /introspect", MockAnswer.json(Map.of("active", true)).failing(fault));
        try (Harness gateway = idp.gateway("a", "", "b", "optional: true")) {
            assertThat(ask(gateway, "/a", "t").statusCode()).isEqualTo(503);
            assertThat(ask(gateway, "/b", "t").statusCode()).isEqualTo(503);
            assertThat(gateway.get("/b").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void anEndpointThatIsSilentIsNotWaitedForBeyondTheDeadline() {
        idp.endpoint.on("POST /introspect", MockAnswer.fault(MockFault.HANG));
        String file = idp.file("a", "").replace("match: GET /a", "match: GET /a, deadline: 300ms");
        try (Harness gateway = Harness.on("shop.yaml", file).withoutTestTokens().start()) {
            assertThat(ask(gateway, "/a", "t").statusCode()).isIn(503, 504);
            assertThat(idp.backend.calls()).isEmpty();
        }
    }

    @Test
    void anAnswerThatIsTooLongIsNone() {
        String longest = "{\"active\":true,\"x\":\"" + "x".repeat(256 << 10) + "\"}";
        idp.endpoint.on("POST /introspect", MockAnswer.bytes(200, "application/json", Buffer.buffer(longest)));
        try (Harness gateway = idp.gateway("a", "")) {
            assertThat(ask(gateway, "/a", "t").statusCode()).isEqualTo(503);
        }
    }

    @Test
    void aRedirectIsNotFollowed() {
        idp.endpoint
                .on("POST /introspect", MockAnswer.status(307).header("location", idp.endpoint.uri() + "/other"))
                .on("POST /other", MockAnswer.json(Map.of("active", true)));
        try (Harness gateway = idp.gateway("a", "")) {
            assertThat(ask(gateway, "/a", "t").statusCode()).isEqualTo(503);
            assertThat(idp.endpoint.calls("POST /other")).isZero();
        }
    }

    @Test
    void whatIsKnownServesWhileTheEndpointIsDownAndNewTokensAreTakenOnceItIsBack() {
        try (Harness gateway = idp.gateway("a", "")) {
            idp.grant("known");
            idp.grant("new");
            assertThat(ask(gateway, "/a", "known").statusCode()).isEqualTo(200);
            idp.down(true);
            assertThat(ask(gateway, "/a", "new").statusCode()).isEqualTo(503);
            assertThat(ask(gateway, "/a", "known").statusCode()).isEqualTo(200);
            gateway.advance(Duration.ofSeconds(31));
            assertThat(ask(gateway, "/a", "known").statusCode()).isEqualTo(503);
            idp.down(false);
            assertThat(ask(gateway, "/a", "new").statusCode()).isEqualTo(200);
            assertThat(ask(gateway, "/a", "known").statusCode()).isEqualTo(200);
        }
    }
}
