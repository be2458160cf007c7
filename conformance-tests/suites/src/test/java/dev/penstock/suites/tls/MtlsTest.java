package dev.penstock.suites.tls;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.fleet.Harness;
import dev.penstock.fleet.MockAnswer;
import dev.penstock.fleet.MockServer;
import dev.penstock.sdk.Json;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLSocket;
import org.bouncycastle.asn1.x509.GeneralName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code mtls} by the certificate of the connection. */
@Timeout(60)
class MtlsTest {
    private static final TestCa CA = TestCa.root("root");
    private static final TestCa CLIENTS = TestCa.root("clients");
    private static final TestCa.Issued ANN = CLIENTS.issueTo(
            "CN=ann, O=\"Acme, Inc.\", C=DE",
            new GeneralName(GeneralName.dNSName, "a.partner.test"),
            new GeneralName(GeneralName.uniformResourceIdentifier, "spiffe://partner.test/a"),
            new GeneralName(GeneralName.iPAddress, "10.0.0.1"),
            new GeneralName(GeneralName.rfc822Name, "ann@partner.test"));

    private final MockServer backend = MockServer.start().on("GET /{route}", MockAnswer.text("from the backend"));
    private final Harness gateway = TlsSite.with(
                    Harness.on("m.yaml", """
                            api: m
                            upstreams: {shop: {targets: ["%s"]}}
                            routes:
                              - name: who
                                match: GET /who
                                steps:
                                  - mtls: {}
                                  - respond: {body: {sub: "${auth.subject}", claims: "${auth.claims}"}}
                              - name: ann
                                match: GET /ann
                                steps: [{mtls: {subjects: ["CN=bob", "CN=ann,O=\\"Acme, Inc.\\",C=DE"]}}, {upstream: shop}]
                              - name: partner
                                match: GET /partner
                                steps: [{mtls: {sans: ["*.partner.test"]}}, {upstream: shop}]
                              - name: either
                                match: GET /either
                                steps: [{mtls: {subjects: "CN=bob", sans: ["spiffe://partner.test/a"]}}, {upstream: shop}]
                              - name: optional
                                match: GET /optional
                                steps: [{mtls: {optional: true, subjects: "CN=bob"}}, {upstream: shop}]
                              - name: shown
                                match: GET /shown
                                steps: [{mtls: {forward: true}}, {upstream: shop}]
                              - name: open
                                match: GET /open
                                steps: [{respond: {status: 204}}]
                            """.formatted(backend.uri()))
                            .settings("""
                                    listen: {port: 0, tls: {cert: c.pem, key: k.pem, client-ca: ca.pem, client-auth: optional}}
                                    """)
                            .withoutTestTokens()
                            .file("settings/ca.pem", CLIENTS.cert()),
                    "c.pem",
                    "k.pem",
                    CA.issue("a.test"))
            .start();

    @AfterEach
    void stop() {
        gateway.close();
        backend.close();
    }

    private String get(String path, TestCa.Issued own) throws IOException {
        return TlsClient.with(CA, own).get(gateway.gateway().port(), "a.test", path);
    }

    private static String status(String answer) {
        return answer.substring(9, 12);
    }

    @Test
    void theCertificateSaysWhoIsCalling() throws IOException, GeneralSecurityException {
        String answer = get("/who", ANN);
        assertThat(Json.parse(Buffer.buffer(answer.substring(answer.indexOf("\r\n\r\n") + 4))))
                .isEqualTo(Map.of(
                        "sub",
                        "CN=ann,O=Acme\\, Inc.,C=DE",
                        "claims",
                        Map.of(
                                "san",
                                List.of("a.partner.test", "spiffe://partner.test/a", "10.0.0.1", "ann@partner.test"),
                                "serial",
                                ANN.first().getSerialNumber().toString(16),
                                "fingerprint",
                                HexFormat.of()
                                        .formatHex(MessageDigest.getInstance("SHA-256")
                                                .digest(ANN.first().getEncoded())))));
    }

    @Test
    void withoutACertificateItIs401() throws IOException {
        TlsClient nobody = TlsClient.trusting(CA);
        String answer = nobody.get(gateway.gateway().port(), "a.test", "/who");
        assertThat(status(answer)).isEqualTo("401");
        assertThat(answer).contains("WWW-Authenticate: Certificate", "expected a client certificate, found none");
        assertThat(status(nobody.get(gateway.gateway().port(), "a.test", "/optional")))
                .isEqualTo("200");
        assertThat(status(nobody.get(gateway.gateway().port(), "a.test", "/open")))
                .isEqualTo("204");
    }

    @ParameterizedTest
    @CsvSource({
        "/ann,      ann,      200",
        "/ann,      bob,      200",
        "/ann,      eve,      403",
        "/partner,  ann,      200",
        "/partner,  bob,      403",
        "/partner,  eve,      403",
        "/either,   ann,      200",
        "/either,   bob,      200",
        "/either,   eve,      403",
        "/optional, bob,      200",
        "/optional, ann,      403",
        "/who,      eve,      200",
    })
    void theRulesSayWhoIsLetIn(String path, String who, String expected) throws IOException {
        TestCa.Issued own = switch (who) {
            case "ann" -> ANN;
            case "bob" -> CLIENTS.issueTo("CN=bob");
            default -> CLIENTS.issueTo("CN=eve", new GeneralName(GeneralName.dNSName, "evilpartner.test"));
        };
        String answer = get(path, own);
        assertThat(status(answer)).isEqualTo(expected);
        if (!expected.equals("200")) {
            assertThat(answer).doesNotContain("partner.test", "CN=");
        }
    }

    @Test
    void aCertificateIsRefusedOnceItHasEndedAlsoOnAConnectionThatIsOpen() throws IOException {
        try (SSLSocket socket =
                TlsClient.with(CA, ANN).connect(gateway.gateway().port(), "a.test")) {
            gateway.advance(Duration.ofDays(91));
            String answer = TlsClient.ask(socket, "a.test", "/who", "connection: close\r\n");
            assertThat(status(answer)).isEqualTo("401");
            assertThat(answer).contains("the client certificate is not valid");
        }
    }

    @Test
    void theUpstreamIsShownTheCertificateWhereTheStepSaysSoAndNeverAForgedOne() throws Exception {
        String forged = "client-cert: :AAAA:\r\nclient-cert-chain: :AAAA:\r\nconnection: close\r\n";
        for (String path : List.of("/ann", "/shown")) {
            try (SSLSocket socket =
                    TlsClient.with(CA, ANN).connect(gateway.gateway().port(), "a.test")) {
                assertThat(status(TlsClient.ask(socket, "a.test", path, forged)))
                        .isEqualTo("200");
            }
        }
        assertThat(backend.calls().get(0).headers().contains("client-cert")).isFalse();
        String shown = ":" + Base64.getEncoder().encodeToString(ANN.first().getEncoded()) + ":";
        assertThat(backend.calls().get(1).headers().getAll("client-cert")).containsExactly(shown);
        assertThat(backend.calls()).noneMatch(call -> call.headers().contains("client-cert-chain"));
    }
}
