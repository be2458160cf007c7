package dev.penstock.suites;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.fleet.Harness;
import dev.penstock.fleet.MockAnswer;
import dev.penstock.fleet.MockServer;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code version} of an API: what its answers say of it, and its end. */
class VersionTest {
    private final MockServer backend = MockServer.start()
            .on("GET /a", MockAnswer.text("a").header("deprecation", "@1").header("link", "</b>; rel=\"next\""))
            .on("GET /bad", MockAnswer.status(500));

    @AfterEach
    void stop() {
        backend.close();
    }

    private Harness serving(String version) {
        return Harness.on("a.yaml", """
                        api: a
                        version: %s
                        upstreams: {b: {targets: ["%s"]}}
                        steps: [{headers: {response: {set: {x-own: "1"}}}}]
                        routes:
                          - {name: a, match: "GET /{p}", steps: [{cors: {origins: "https://a.test"}}, {upstream: b}]}
                          - {name: locked, match: GET /locked, steps: [{authorize: {require: "false"}}, {upstream: b}]}
                        """.formatted(version, backend.uri())).start();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "none",
            value = {
                "{name: v2} | none | none | none",
                "{link: 'https://example.com/m'} | none | none | none",
                "{deprecated: 2026-09-01} | @1788220800 | none | none",
                "{deprecated: '2026-09-01T12:00:00+02:00'} | @1788256800 | none | none",
                "{sunset: 2199-03-01} | none | Fri, 01 Mar 2199 00:00:00 GMT | none",
                "{sunset: 2199-03-01, link: 'https://example.com/m?a=b#c'} | none | Fri, 01 Mar 2199 00:00:00 GMT"
                        + " | <https://example.com/m?a=b#c>; rel=\"sunset\"",
                "{name: v2, deprecated: 2026-09-01, sunset: 2199-03-01, link: 'https://example.com/m'} | @1788220800"
                        + " | Fri, 01 Mar 2199 00:00:00 GMT"
                        + " | <https://example.com/m>; rel=\"deprecation\", <https://example.com/m>; rel=\"sunset\""
            })
    void everyAnswerSaysIt(String version, String deprecation, String sunset, String link) {
        try (Harness gateway = serving(version)) {
            assertThat(gateway.faults()).isEmpty();
            for (String path : new String[] {"/bad", "/locked", "/gone"}) {
                HttpResponse<String> answer = gateway.get(path);
                assertThat(answer.headers().firstValue("deprecation").orElse(null))
                        .isEqualTo(deprecation);
                assertThat(answer.headers().firstValue("sunset").orElse(null)).isEqualTo(sunset);
                assertThat(answer.headers().firstValue("link").orElse(null)).isEqualTo(link);
            }
        }
    }

    @Test
    void itStandsBesideTheLinksOfTheUpstreamAndInPlaceOfWhatThatSaysOfItself() {
        try (Harness gateway = serving("{deprecated: 2026-09-01, link: 'https://example.com/m'}")) {
            HttpResponse<String> answer = gateway.get("/a");
            assertThat(answer.headers().allValues("deprecation")).containsExactly("@1788220800");
            assertThat(answer.headers().allValues("link"))
                    .containsExactly("</b>; rel=\"next\"", "<https://example.com/m>; rel=\"deprecation\"");
        }
    }

    @Test
    void afterTheSunsetItIsGoneWhateverItsStepsSay() {
        Instant end = Instant.now().plus(Duration.ofDays(1)).truncatedTo(ChronoUnit.SECONDS);
        String text = DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(OffsetDateTime.ofInstant(end, ZoneOffset.UTC));
        try (Harness gateway = serving("{sunset: '" + text + "', link: 'https://example.com/m'}")) {
            assertThat(gateway.get("/a").statusCode()).isEqualTo(200);
            gateway.advance(Duration.ofDays(1));

            HttpResponse<String> gone = gateway.get("/a");
            assertThat(gone.statusCode()).isEqualTo(410);
            assertThat(gone.body()).contains("urn:penstock:problem:gone", "see https://example.com/m");
            assertThat(gone.headers().firstValue("sunset")).isPresent();
            assertThat(gone.headers().allValues("link")).containsExactly("<https://example.com/m>; rel=\"sunset\"");
            assertThat(gateway.get("/locked").statusCode()).isEqualTo(410);
            assertThat(backend.calls()).hasSize(1);
        }
    }

    @Test
    void aSunsetThatHasPassedIsWarnedOf() {
        try (Harness gateway = serving("{sunset: 2020-01-01}")) {
            assertThat(gateway.get("/a").statusCode()).isEqualTo(410);
            assertThat(gateway.faults()).singleElement().satisfies(warning -> {
                assertThat(warning.warning()).isTrue();
                assertThat(warning.toString()).contains("a.yaml:2:19: warning: the sunset has passed");
            });
        }
    }
}
