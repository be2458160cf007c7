package dev.penstock.plugins.callout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.fleet.Harness;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a component may do, and what becomes of it. */
class ComponentTest {
    /** A stream without an end, which tells of its closing. */
    private static final class Endless extends InputStream {
        private final CompletableFuture<Void> closed = new CompletableFuture<>();

        @Override
        public int read() {
            return 'x';
        }

        @Override
        public int read(byte[] into, int from, int length) {
            return length;
        }

        @Override
        public void close() {
            closed.complete(null);
        }
    }

    static Stream<Arguments> bodies() {
        return Stream.of(
                Arguments.of("text", 200, "text", "text/plain; charset=utf-8"),
                Arguments.of("bytes".getBytes(StandardCharsets.UTF_8), 200, "bytes", ""),
                Arguments.of(new java.io.ByteArrayInputStream(new byte[] {'s'}), 200, "s", ""),
                Arguments.of(null, 200, "", ""),
                Arguments.of("", 200, "", "text/plain; charset=utf-8"),
                Arguments.of(
                        List.of(new TreeMap<>(Map.of("a", 1, "b", new BigDecimal("1.10")))),
                        200,
                        "[{\"a\":1,\"b\":1.10}]",
                        "application/json"),
                Arguments.of(7, 200, "7", "application/json"),
                Arguments.of(new byte[(4 << 20) + 1], 502, "longer than this route takes", "application/problem+json"),
                Arguments.of("x".repeat((4 << 20) + 1), 502, "longer than", "application/problem+json"),
                Arguments.of(new Object(), 502, "no bytes", "application/problem+json"),
                Arguments.of(Map.of("a", new Object()), 502, "the component failed", "application/problem+json"));
    }

    @ParameterizedTest
    @MethodSource("bodies")
    void whatItsMessageHoldsIsTheAnswer(Object body, int status, String shown, String type) {
        try (Script script = Script.answering(body);
                Harness gateway = Site.with("- camel: {to: \"%s\"}".formatted(script.to()))) {
            HttpResponse<String> answer = gateway.get("/a/1");

            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
            assertThat(answer.body()).contains(shown);
            assertThat(answer.headers().firstValue("content-type").orElse("")).isEqualTo(type);
        }
    }

    @Test
    void aStreamWithoutAnEndIsClosedWhereTheBoundIs() {
        Endless endless = new Endless();
        try (Script script = Script.answering(endless);
                Harness gateway = Site.with("- camel: {to: \"%s\"}".formatted(script.to()))) {
            assertThat(gateway.get("/a/1").statusCode()).isEqualTo(502);
            assertThat(endless.closed).isCompleted();
        }
    }

    @Test
    void textIsWrittenInTheCharsetOfItsType() {
        try (Script script = Script.of((exchange, self) -> {
                    exchange.getMessage().setHeader("Content-Type", "text/plain; charset=ISO-8859-1");
                    exchange.getMessage().setBody("ü");
                });
                Harness gateway = Site.with("- camel: {to: \"%s\"}".formatted(script.to()))) {
            HttpResponse<String> answer = gateway.get("/a/1");
            assertThat(answer.headers().firstValue("content-type")).contains("text/plain; charset=ISO-8859-1");
            assertThat(answer.body()).isEqualTo("ü");
        }
    }

    @ParameterizedTest
    @MethodSource("failures")
    void whatItThrowsIs502AndStaysInside(Throwable failure) {
        try (Script script = Script.of((exchange, self) -> {
                    if (failure instanceof Error error) {
                        throw error;
                    }
                    throw (Exception) failure;
                });
                Harness gateway = Site.with("- camel: {to: \"%s?password=geheim123\"}".formatted(script.to()))) {
            HttpResponse<String> answer = gateway.get("/a/1");

            assertThat(answer.statusCode()).isEqualTo(502);
            assertThat(answer.body())
                    .contains("the component failed")
                    .doesNotContain("geheim123", "xception", "rror\"");
            assertThat(gateway.get("/free").statusCode()).isEqualTo(204);
        }
    }

    static Stream<Throwable> failures() {
        return Stream.of(
                new IOException("with geheim123"),
                new IllegalStateException("geheim123"),
                new NoClassDefFoundError("geheim123"),
                new StackOverflowError(),
                new AssertionError("geheim123"),
                new InterruptedException("geheim123"));
    }

    @Test
    void nothingOfTheClientGoesInAndNoControlHeaderComesOut() {
        Set<String> seen = new TreeSet<>();
        try (Script script = Script.of((exchange, self) -> {
                    seen.addAll(exchange.getIn().getHeaders().keySet());
                    seen.addAll(exchange.getProperties().keySet());
                    for (String name : List.of(
                            "CamelHttpResponseCode",
                            "camelhttpuri",
                            "CAMELFILENAME",
                            "org.apache.camel.x",
                            "set-cookie")) {
                        exchange.getMessage().setHeader(name, "404");
                    }
                    exchange.getMessage().setHeader("Content-Type", "a/b\r\nx-evil: 1");
                    exchange.setProperty("penstock.failure", new IllegalStateException());
                    exchange.setProperty(Exchange.CHARSET_NAME, "UTF-16");
                    exchange.setRouteStop(true);
                    exchange.getMessage().setBody("done".getBytes(StandardCharsets.UTF_8));
                });
                Harness gateway = Site.with("- headers: {response: {set: {x-above: \"yes\"}}}\n"
                        + "- camel: {to: \"%s\", headers: {x-made: a, CamelFileName: \"b.txt\"}}"
                                .formatted(script.to()))) {
            HttpResponse<String> answer = gateway.send(
                    "POST",
                    "/a/1",
                    "body",
                    "CamelFileName",
                    "../evil",
                    "camelfilename",
                    "../evil",
                    "org.apache.camel.x",
                    "evil",
                    "x-client",
                    "evil");

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).isEqualTo("done");
            assertThat(answer.headers().firstValue("x-above")).contains("yes");
            assertThat(answer.headers().map().keySet())
                    .allMatch(name -> !name.toLowerCase(Locale.ROOT).contains("camel"))
                    .doesNotContain("x-evil", "set-cookie", "content-type");
        }
        assertThat(seen).containsExactlyInAnyOrder("CamelFileName", "x-made");
    }

    @Test
    void afterFiveErrorsItIsLeftAloneForHalfAMinuteAlsoOverAReload() {
        try (Script script = Script.of((exchange, self) -> {
                    throw new IOException("down");
                });
                Harness gateway = Site.with("- camel: {to: \"%s\"}".formatted(script.to()))) {
            gateway.get("/a/1");
            gateway.advance(Duration.ofSeconds(11));
            for (int i = 0; i < 5; i++) {
                HttpResponse<String> failed = gateway.get("/a/1");
                assertThat(failed.statusCode()).as(failed.body()).isEqualTo(502);
            }
            HttpResponse<String> tripped = gateway.get("/a/1");
            assertThat(tripped.statusCode()).isEqualTo(503);
            assertThat(tripped.headers().firstValue("proxy-status"))
                    .contains("penstock; error=destination_unavailable");
            assertThat(script.begun()).isEqualTo(6);

            gateway.reload("a.yaml", Site.file("- camel: {to: \"%s\"}".formatted(script.to())) + "\n# edited\n");
            assertThat(gateway.get("/a/1").statusCode()).isEqualTo(503);

            gateway.advance(Duration.ofSeconds(31));
            assertThat(gateway.get("/a/1").statusCode()).isEqualTo(502);
            assertThat(script.begun()).isEqualTo(7);
        }
    }

    @Test
    void timeOutsCountAsErrors() {
        try (Script script = Script.waiting();
                Harness gateway = Site.with("- camel: {to: \"%s\", timeout: 20ms}".formatted(script.to()))) {
            for (int i = 0; i < 5; i++) {
                assertThat(gateway.get("/a/1").statusCode()).isEqualTo(504);
            }
            assertThat(gateway.get("/a/1").statusCode()).isEqualTo(503);
        }
    }
}
