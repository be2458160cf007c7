package dev.penstock.suites.tls;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.fleet.Harness;
import dev.penstock.fleet.MockAnswer;
import dev.penstock.fleet.MockRequest;
import dev.penstock.fleet.MockServer;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateEncodingException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** {@code mtls} by what a proxy says of its client (RFC 9440). */
@Timeout(60)
class MtlsHeaderTest {
    private static final TestCa CA = TestCa.root("clients");
    private static final TestCa.Issued ANN = CA.issueTo("CN=ann,O=Acme");
    private static final TestCa.Issued OLD = CA.issue("EC", Duration.ofDays(-2), "ann");

    private final MockServer backend = MockServer.start().on("GET /{route}", MockAnswer.text("from the backend"));

    @AfterEach
    void stop() {
        backend.close();
    }

    private Harness gateway(String proxies) {
        return Harness.on("m.yaml", """
                        api: m
                        upstreams: {shop: {targets: ["%s"]}}
                        routes:
                          - name: ann
                            match: GET /ann
                            steps: [{mtls: {in: {header: Client-Cert}, subjects: ["CN=ann,O=Acme", "CN=ann"]}}, {upstream: shop}]
                          - name: twice
                            match: GET /twice
                            steps:
                              - mtls: {in: {header: client-cert}}
                              - mtls: {in: {header: client-cert}, subjects: ["CN=ann,O=Acme"]}
                              - upstream: shop
                          - name: forwarded
                            match: GET /forwarded
                            steps: [{mtls: {in: {header: client-cert}, forward: true, optional: true}}, {upstream: shop}]
                          - name: connection
                            match: GET /connection
                            steps: [{mtls: {optional: true}}, {upstream: shop}]
                        """.formatted(backend.uri()))
                .settings("trusted-proxies: [" + proxies + "]\n")
                .withoutTestTokens()
                .start();
    }

    private static byte[] der(TestCa.Issued issued) {
        try {
            return issued.first().getEncoded();
        } catch (CertificateEncodingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    private static String field(TestCa.Issued issued) {
        return ":" + base64(der(issued)) + ":";
    }

    private MockRequest last() {
        return backend.calls().get(backend.calls().size() - 1);
    }

    private static final Map<String, String> VALUES = Map.of(
            "<a>", base64(der(ANN)),
            "<bare>", base64(der(ANN)).replace("=", ""),
            "<pem>", base64(ANN.cert().getBytes(StandardCharsets.US_ASCII)),
            "<ca>", base64(der(CA.issueTo("CN=eve,O=Acme"))),
            "<old>", base64(der(OLD)),
            "<cut>", base64(Arrays.copyOf(der(ANN), der(ANN).length / 2)),
            "<more>", base64(Arrays.copyOf(der(ANN), der(ANN).length + 1)),
            "<both>", base64(Buffer.buffer(der(ANN)).appendBytes(der(ANN)).getBytes()));

    private static List<List<String>> rows() throws IOException {
        try (InputStream in = MtlsHeaderTest.class.getResourceAsStream("/client-cert.txt")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(line ->
                            Stream.of(line.split("\\|", -1)).map(String::strip).toList())
                    .toList();
        }
    }

    private static String resolved(String lines) {
        String text = lines.replace(" & ", "\r\n");
        for (Map.Entry<String, String> value : VALUES.entrySet()) {
            text = text.replace(value.getKey(), value.getValue());
        }
        return text + "\r\n";
    }

    @Test
    void eachValueOfTheTableHearsWhatItShould() throws IOException {
        List<String> found = new ArrayList<>();
        try (Harness gateway = gateway("127.0.0.1/32")) {
            for (List<String> row : rows()) {
                String answer = gateway.raw(
                        "GET /ann HTTP/1.1\r\nHost: x\r\nConnection: close\r\n" + resolved(row.get(1)) + "\r\n");
                found.add(row.get(0) + ": " + answer.substring(9, 12));
                assertThat(answer.startsWith("HTTP/1.1 401"))
                        .isEqualTo(answer.contains("WWW-Authenticate: Certificate"));
            }
        }
        assertThat(found).hasSizeGreaterThan(30);
        assertThat(found)
                .containsExactlyElementsOf(rows().stream()
                        .map(row -> row.get(0) + ": " + row.get(2))
                        .toList());
    }

    @Test
    void theFieldStaysHereUnlessItIsForwarded() {
        try (Harness gateway = gateway("127.0.0.1/32")) {
            String[] fields = {"client-cert", field(ANN), "client-cert-chain", field(OLD)};
            for (String path : List.of("/ann", "/twice")) {
                assertThat(gateway.get(path, fields).statusCode()).isEqualTo(200);
                assertThat(last().headers().contains("client-cert")).isFalse();
                assertThat(last().headers().contains("client-cert-chain")).isFalse();
            }
            for (String path : List.of("/forwarded", "/connection")) {
                assertThat(gateway.get(path, fields).statusCode()).isEqualTo(200);
                assertThat(last().header("client-cert")).isEqualTo(field(ANN));
                assertThat(last().header("client-cert-chain")).isEqualTo(field(OLD));
            }
        }
    }

    @Test
    void fromAnybodyElseItCountsForNothingAndIsDropped() {
        try (Harness gateway = gateway("10.0.0.0/8")) {
            String[] fields = {"client-cert", field(ANN), "client-cert-chain", field(OLD)};
            for (String path : List.of("/ann", "/twice")) {
                assertThat(gateway.get(path, fields).statusCode()).isEqualTo(401);
            }
            for (String path : List.of("/forwarded", "/connection")) {
                assertThat(gateway.get(path, fields).statusCode()).isEqualTo(200);
                assertThat(last().headers().contains("client-cert")).isFalse();
                assertThat(last().headers().contains("client-cert-chain")).isFalse();
            }
        }
    }

    @Test
    void aCertificateIsRefusedOnceItHasEnded() {
        try (Harness gateway = gateway("127.0.0.1/32")) {
            gateway.advance(Duration.ofDays(90).minusMinutes(5));
            assertThat(gateway.get("/ann", "client-cert", field(ANN)).statusCode())
                    .isEqualTo(200);
            gateway.advance(Duration.ofMinutes(10));
            assertThat(gateway.get("/ann", "client-cert", field(ANN)).statusCode())
                    .isEqualTo(401);
            gateway.advance(Duration.ofDays(-92));
            assertThat(gateway.get("/ann", "client-cert", field(ANN)).statusCode())
                    .isEqualTo(401);
        }
    }
}
