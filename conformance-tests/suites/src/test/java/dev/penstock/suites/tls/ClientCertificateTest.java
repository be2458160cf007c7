package dev.penstock.suites.tls;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.fleet.Harness;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code client-ca}: who is let in by its certificate. */
@Timeout(60)
class ClientCertificateTest {
    private static final TestCa CA = TestCa.root("root");
    private static final TestCa CLIENTS = TestCa.root("clients");

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            required | TLSv1.3 | good     | in
            required | TLSv1.2 | good     | in
            required | TLSv1.3 | below    | in
            required | TLSv1.3 | none     | out
            required | TLSv1.2 | none     | out
            required | TLSv1.3 | stranger | out
            required | TLSv1.2 | stranger | out
            required | TLSv1.3 | expired  | out
            required | TLSv1.2 | expired  | out
            optional | TLSv1.3 | good     | in
            optional | TLSv1.3 | none     | in
            optional | TLSv1.2 | none     | in
            optional | TLSv1.3 | expired  | out
            """)
    void aCertificateIsWantedOfAClientAsTheSettingsSay(String auth, String version, String own, String result)
            throws IOException {
        Harness.Setup setup = TlsSite.setup("{cert: c.pem, key: k.pem, client-ca: ca.pem, client-auth: " + auth + "}")
                .file("settings/ca.pem", TestCa.root("another").cert() + CLIENTS.cert());
        try (Harness gateway =
                TlsSite.with(setup, "c.pem", "k.pem", CA.issue("a.test")).start()) {
            TlsClient client = client(own).speaking(version);
            assertThat(ask(client, gateway)).isEqualTo(result);
        }
    }

    /** In TLS 1.3 a client learns of its refusal after its handshake. */
    private static String ask(TlsClient client, Harness gateway) {
        try {
            return client.get(gateway.gateway().port(), "a.test", "/seen").startsWith("HTTP/1.1 200 ") ? "in" : "out";
        } catch (IOException refused) {
            return "out";
        }
    }

    private static TlsClient client(String own) {
        return switch (own) {
            case "good" -> TlsClient.with(CA, CLIENTS.issue("me"));
            case "below" -> TlsClient.with(CA, CLIENTS.below("office").issue("me"));
            case "stranger" -> TlsClient.with(CA, TestCa.root("clients").issue("me"));
            case "expired" -> TlsClient.with(CA, CLIENTS.issue("EC", Duration.ofDays(-1), "me"));
            default -> TlsClient.trusting(CA);
        };
    }
}
