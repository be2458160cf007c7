package dev.penstock.suites.tls;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.fleet.Harness;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Map;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Tokens that are bound to a client certificate (RFC 8705 section 3). */
@Timeout(60)
class BoundTokenTest {
    private static final TestCa CA = TestCa.root("root");
    private static final TestCa CLIENTS = TestCa.root("clients");
    private static final String SECRET = "a secret of thirty-two bytes, at least";

    private static Harness gateway() {
        Harness.Setup setup = TlsSite.setup("{cert: c.pem, key: k.pem, client-ca: ca.pem, client-auth: optional}")
                .file("settings/ca.pem", CLIENTS.cert())
                .file("bound.yaml", """
                        api: bound
                        routes:
                          - name: bound
                            match: GET /bound
                            steps: [{jwt: {secret: "%s"}}, {respond: {body: "in"}}]
                        """.formatted(SECRET));
        return TlsSite.with(setup, "c.pem", "k.pem", CA.issue("a.test")).start();
    }

    private static String ask(Harness gateway, TlsClient client, String token) throws IOException {
        try (SSLSocket socket = client.connect(gateway.gateway().port(), "a.test")) {
            return TlsClient.ask(
                    socket, "a.test", "/bound", "connection: close\r\nauthorization: Bearer " + token + "\r\n");
        }
    }

    private static String thumbprint(TestCa.Issued issued) throws GeneralSecurityException {
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(issued.first().getEncoded());
        return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
    }

    @Test
    void aTokenThatIsBoundToACertificateIsTakenFromItsHolderAlone() throws Exception {
        TestCa.Issued own = CLIENTS.issue("me");
        TestCa.Issued other = CLIENTS.issue("another");
        try (Harness gateway = gateway()) {
            String token = gateway.token("bound", "bound", Map.of("cnf", Map.of("x5t#S256", thumbprint(own))));
            assertThat(ask(gateway, TlsClient.with(CA, own), token)).startsWith("HTTP/1.1 200 ");
            for (TlsClient thief : new TlsClient[] {TlsClient.with(CA, other), TlsClient.trusting(CA)}) {
                assertThat(ask(gateway, thief, token))
                        .startsWith("HTTP/1.1 401 ")
                        .containsIgnoringCase("www-authenticate: Bearer error=\"invalid_token\"");
            }
            // Remembered or not: what it is bound to is looked at for each request.
            assertThat(ask(gateway, TlsClient.with(CA, own), token)).startsWith("HTTP/1.1 200 ");
            String both =
                    gateway.token("bound", "bound", Map.of("cnf", Map.of("x5t#S256", thumbprint(own), "jkt", "AAAA")));
            assertThat(ask(gateway, TlsClient.with(CA, own), both)).startsWith("HTTP/1.1 401 ");
        }
    }
}
