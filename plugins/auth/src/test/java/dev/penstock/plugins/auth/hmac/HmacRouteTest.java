package dev.penstock.plugins.auth.hmac;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.fleet.Harness;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HmacRouteTest {
    private static String[] github(byte[] body) {
        return new String[] {"x-hub-signature-256", "sha256=" + Hooks.hex("k", body)};
    }

    private static String[] stripe(long time, String body) {
        return new String[] {"stripe-signature", "t=" + time + ",v1=" + Hooks.hex("k", time + "." + body)};
    }

    @Test
    void theBytesOfTheBodyAreSignedAndGoOnAsTheyCame() {
        byte[] odd = new byte[400_000];
        new Random(7).nextBytes(odd);
        try (Hooks hooks = new Hooks("github", "secret: k", "twice", "secret: k, signed: '${raw}.${raw}'")) {
            assertThat(hooks.post("github", odd, github(odd)).statusCode()).isEqualTo(200);
            assertThat(hooks.last().body()).isEqualTo(Buffer.buffer(odd));
            odd[399_999]++;
            assertThat(hooks.post("github", odd, github(new byte[0])).statusCode())
                    .isEqualTo(401);
            byte[] invalid = {(byte) 0xC3, 0x28, 0, (byte) 0xFF};
            assertThat(hooks.post("github", invalid, github(invalid)).statusCode())
                    .isEqualTo(200);
            assertThat(hooks.last().body()).isEqualTo(Buffer.buffer(invalid));
            Buffer both = Buffer.buffer(invalid).appendString(".").appendBytes(invalid);
            assertThat(hooks.post("twice", invalid, github(both.getBytes())).statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void aBodyInChunksIsSignedAsAWhole() throws IOException {
        String signature = Hooks.hex("k", "Hello, World!");
        String head = "POST /github HTTP/1.1\r\nHost: x\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n"
                + "X-Hub-Signature-256: sha256=" + signature + "\r\n\r\n";
        try (Hooks hooks = new Hooks("github", "secret: k")) {
            assertThat(hooks.gateway.raw(head + "5\r\nHello\r\n8\r\n, World!\r\n0\r\n\r\n"))
                    .startsWith("HTTP/1.1 200 ");
            assertThat(hooks.last().text()).isEqualTo("Hello, World!");
            assertThat(hooks.gateway.raw(head + "5\r\nHello\r\n0\r\n\r\n")).startsWith("HTTP/1.1 401 ");
        }
    }

    @Test
    void aSenderThatBreaksOffIsNotTaken() throws IOException {
        try (Hooks hooks = new Hooks("github", "secret: k");
                Socket socket = hooks.gateway.connect()) {
            OutputStream out = socket.getOutputStream();
            out.write(("POST /github HTTP/1.1\r\nHost: x\r\nContent-Length: 13\r\nX-Hub-Signature-256: sha256="
                            + Hooks.hex("k", "Hello") + "\r\n\r\nHello")
                    .getBytes(StandardCharsets.US_ASCII));
            socket.shutdownOutput();
            socket.getInputStream().readAllBytes();
            assertThat(hooks.backend.calls()).isEmpty();
        }
    }

    @Test
    void theHeaderOfTheSignatureStaysHereUnlessItIsForwarded() {
        try (Hooks hooks = new Hooks("github", "secret: k", "forwarded", "secret: k, forward: true")) {
            String[] headers = github("x".getBytes(StandardCharsets.UTF_8));
            assertThat(hooks.post("github", "x", headers).statusCode()).isEqualTo(200);
            assertThat(hooks.last().headers().contains("x-hub-signature-256")).isFalse();
            assertThat(hooks.post("forwarded", "x", headers).statusCode()).isEqualTo(200);
            assertThat(hooks.last().header("x-hub-signature-256")).isEqualTo(headers[1]);
        }
    }

    @Test
    void aSignatureIsTakenOnceHoweverItIsWritten() {
        String settings = "secret: [k, l], once: true, " + Hooks.STRIPE;
        try (Hooks hooks = new Hooks("once", settings, "other", settings)) {
            long time = Instant.now().getEpochSecond();
            String good = stripe(time, "x")[1];
            assertThat(hooks.post("once", "y", "stripe-signature", good).statusCode())
                    .isEqualTo(401);
            assertThat(hooks.post("once", "x", "stripe-signature", good).statusCode())
                    .isEqualTo(200);
            String upper = "t=" + time + ",v1=" + Hooks.hex("k", time + ".x").toUpperCase(Locale.ROOT);
            String second = "t=" + time + ",v1=" + Hooks.hex("l", time + ".x");
            for (String again : List.of(good, "v0=1," + good, upper, second, good + ",v1=00")) {
                assertThat(hooks.post("once", "x", "stripe-signature", again).statusCode())
                        .isEqualTo(401);
            }
            assertThat(hooks.post("other", "x", "stripe-signature", good).statusCode())
                    .as("wherever the step stands that expects it")
                    .isEqualTo(401);
        }
    }

    @Test
    void ofTwentyAtOnceOneIsTaken() {
        try (Hooks hooks = new Hooks("once", "secret: k, once: true, " + Hooks.STRIPE)) {
            String[] headers = stripe(Instant.now().getEpochSecond(), "x");
            List<CompletableFuture<HttpResponse<String>>> sent = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                sent.add(hooks.gateway
                        .client()
                        .sendAsync(
                                hooks.gateway
                                        .request("/once", headers)
                                        .POST(HttpRequest.BodyPublishers.ofString("x"))
                                        .build(),
                                HttpResponse.BodyHandlers.ofString()));
            }
            assertThat(sent.stream()
                            .filter(one -> one.join().statusCode() == 200)
                            .count())
                    .isEqualTo(1);
            assertThat(hooks.backend.calls()).hasSize(1);
        }
    }

    @Test
    void aReplayIsRefusedAsLongAsItsTimeHolds() {
        try (Hooks hooks = new Hooks(
                "once",
                "secret: k, once: true, tolerance: 1m, " + Hooks.STRIPE,
                "timeless",
                "secret: k, once: true, tolerance: 1m")) {
            String[] ahead = stripe(Instant.now().getEpochSecond() + 50, "x");
            String[] timeless = github("x".getBytes(StandardCharsets.UTF_8));
            assertThat(hooks.post("once", "x", ahead).statusCode()).isEqualTo(200);
            assertThat(hooks.post("timeless", "x", timeless).statusCode()).isEqualTo(200);
            for (int i = 0; i < 3; i++) {
                hooks.gateway.advance(Duration.ofSeconds(18));
                assertThat(hooks.post("once", "x", ahead).statusCode()).isEqualTo(401);
                assertThat(hooks.post("timeless", "x", timeless).statusCode()).isEqualTo(401);
            }
            hooks.gateway.advance(Duration.ofSeconds(7));
            assertThat(hooks.post("timeless", "x", timeless).statusCode()).isEqualTo(200);
            assertThat(hooks.post("timeless", "x", timeless).statusCode()).isEqualTo(401);
            hooks.gateway.advance(Duration.ofSeconds(47));
            assertThat(hooks.post("once", "x", ahead).statusCode()).isEqualTo(401);
        }
    }

    @Test
    void theClockDecidesHowOldASignatureIs() {
        try (Hooks hooks = new Hooks("stripe", "secret: k, tolerance: 1h, " + Hooks.STRIPE)) {
            String[] headers = stripe(Instant.now().getEpochSecond(), "x");
            hooks.gateway.advance(Duration.ofSeconds(3_590));
            assertThat(hooks.post("stripe", "x", headers).statusCode()).isEqualTo(200);
            hooks.gateway.advance(Duration.ofSeconds(15));
            assertThat(hooks.post("stripe", "x", headers).statusCode()).isEqualTo(401);
            hooks.gateway.advance(Duration.ofSeconds(-7_190));
            assertThat(hooks.post("stripe", "x", headers).statusCode()).isEqualTo(200);
            hooks.gateway.advance(Duration.ofSeconds(-30));
            assertThat(hooks.post("stripe", "x", headers).statusCode()).isEqualTo(401);
        }
    }

    @Test
    void theSubjectIsWhatTheFileSays() {
        String file = """
                api: hooks
                routes:
                  - name: a
                    match: POST /a
                    steps:
                      - hmac: {secret: k, subject: "shop ${query.shop}"}
                      - respond: {body: "${auth.subject}"}
                """;
        try (Harness gateway = Harness.on("hooks.yaml", file).start()) {
            String[] headers = github("x".getBytes(StandardCharsets.UTF_8));
            assertThat(gateway.send("POST", "/a?shop=7", "x", headers).body()).isEqualTo("shop 7");
            assertThat(gateway.send("POST", "/a", "x", headers).statusCode()).isEqualTo(400);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {}                                                   | expected a secret
            {secret: []}                                         | expected a secret
            {secret: ''}                                         | expected a secret
            {secret: [k, '']}                                    | expected a secret
            {secret: k, algorithm: md5}                          | expected one of sha1, sha256, sha384, sha512
            {secret: k, encoding: base32}                        | expected one of hex, base64
            {secret: k, in: {prefix: a}}                         | missing key 'header'
            {secret: k, in: {header: 'a b'}}                     | 'a b'
            {secret: k, in: {header: x, field: 'v 1'}}           | name of a field
            {secret: k, tolerance: soon}                         | expected a duration
            {secret: k, signed: '${raw + query.a}'}              | ${raw} by itself
            {secret: k, signed: '${sha256(raw)}'}                | ${raw} by itself
            {secret: k, signed: '${rav}'}                        | found 'rav'
            {secret: k, signed: '${raw'}                         | a } that closes
            {secret: k, signed: [a]}                             | expected a text
            {secret: k, subject: '${raw}'}                       | found 'raw'
            {secret: k, signed: 'x'}                             | the body is not part of what is signed
            {secret: k, timestamp: '${query.t}'}                 | the timestamp is not part of what is signed
            {secret: k, once: true}                              | without 'timestamp'
            """)
    void aFaultySettingIsSaidWithItsPlace(String settings, String message) {
        String file = """
                api: hooks
                routes:
                  - name: a
                    match: POST /a
                    steps:
                      - hmac: %s
                      - respond: {status: 204}
                """.formatted(settings);
        try (Harness gateway = Harness.on("hooks.yaml", file).start()) {
            assertThat(gateway.faults()).anySatisfy(fault -> {
                assertThat(fault.message()).contains(message);
                assertThat(fault.place().line()).isEqualTo(6);
            });
        }
    }

    @Test
    void theSettingsOfTheThreeSchemesAreWithoutFaultAndWarning() {
        try (Hooks hooks = new Hooks(
                "github",
                "secret: k",
                "stripe",
                "secret: k, once: true, " + Hooks.STRIPE,
                "slack",
                "secret: k, " + Hooks.SLACK)) {
            assertThat(hooks.gateway.faults()).isEmpty();
        }
    }
}
