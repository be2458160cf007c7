package dev.penstock.suites.tls;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.fleet.Harness;
import dev.penstock.fleet.MockServer;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A gateway before another one that speaks TLS: nothing is sent before that one is who it should be. */
@Timeout(60)
class UpstreamTlsTest {
    private static final TestCa CA = TestCa.root("ours");
    private static final TestCa OTHER = TestCa.root("theirs");
    private static final TestCa.Issued OWN = CA.issue("gateway");
    private static final TestCa.Issued STRANGER = OTHER.issue("gateway");

    /** The gateway under test. */
    private static Harness.Setup before(String url, String tls) {
        return Harness.on("t.yaml", """
                        api: t
                        upstreams: {b: {targets: ["%s"], tls: %s}}
                        routes: [{name: seen, match: GET /seen, steps: [{upstream: b}]}]
                        """.formatted(url, tls))
                .file("ca.pem", CA.cert())
                .file("other.pem", OTHER.cert())
                .file("own.pem", OWN.cert())
                .file("own.key", OWN.pemKey())
                .file("stranger.pem", STRANGER.cert())
                .file("stranger.key", STRANGER.pemKey());
    }

    private static String https(Harness backend) {
        return "https://127.0.0.1:" + backend.gateway().port();
    }

    private static String outcome(HttpResponse<String> answer) {
        return answer.statusCode()
                + answer.headers().firstValue("proxy-status").map(" "::concat).orElse("");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "shop.test  | {ca: ca.pem, sni: shop.test}                   | 200",
                "shop.test  | {ca: [], verify: false}                        | fault",
                "shop.test  | {verify: false}                                | 200",
                "shop.test  | {ca: other.pem, verify: false}                 | 200",
                "shop.test  | {sni: shop.test}                               | 502 penstock; error=tls_certificate_error",
                "shop.test  | {ca: other.pem, sni: shop.test}                | 502 penstock; error=tls_certificate_error",
                "shop.test  | {ca: ca.pem, sni: other.test}                  | 502 penstock; error=tls_certificate_error",
                "shop.test  | {ca: ca.pem}                                   | 502 penstock; error=tls_certificate_error",
                "'*.x.test' | {ca: ca.pem, sni: a.x.test}                    | 200",
                "'*.x.test' | {ca: ca.pem, sni: a.b.x.test}                  | 502 penstock; error=tls_certificate_error"
            })
    void theTargetProvesWhoItIs(String names, String tls, String outcome) {
        try (Harness backend = TlsSite.showing(CA.issue(names)).start();
                Harness gateway = before(https(backend), tls).start()) {
            if (outcome.equals("fault")) {
                assertThat(gateway.faults()).isNotEmpty();
                return;
            }
            HttpResponse<String> answer = gateway.get("/seen");
            assertThat(outcome(answer)).isEqualTo(outcome);
            assertThat(answer.body()).doesNotContain("shop.test", "x.test");
        }
    }

    @Test
    void onePastItsTimeIsRefused() {
        try (Harness backend = TlsSite.showing(CA.issue("EC", Duration.ofDays(-1), "shop.test"))
                        .start();
                Harness gateway =
                        before(https(backend), "{ca: ca.pem, sni: shop.test}").start()) {
            assertThat(outcome(gateway.get("/seen"))).isEqualTo("502 penstock; error=tls_certificate_error");
        }
    }

    @Test
    void oneThatSpeaksInTheClearIsNotServedInTheClear() {
        try (MockServer backend = MockServer.start();
                Harness gateway = before(backend.uri().toString().replace("http:", "https:"), "{verify: false}")
                        .start()) {
            assertThat(gateway.get("/seen").statusCode()).isEqualTo(502);
            assertThat(backend.calls()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{ca: ca.pem, sni: shop.test, cert: own.pem, key: own.key}           | 200",
                "{ca: ca.pem, sni: shop.test, cert: stranger.pem, key: stranger.key} | 502",
                "{ca: ca.pem, sni: shop.test}                                        | 502"
            })
    void theGatewayProvesWhoItIs(String tls, int status) {
        Harness.Setup wary = TlsSite.setup("{cert: c.pem, key: k.pem, client-ca: clients.pem}")
                .file("settings/clients.pem", CA.cert());
        try (Harness backend = TlsSite.with(wary, "c.pem", "k.pem", CA.issue("shop.test"))
                        .start();
                Harness gateway = before(https(backend), tls).start()) {
            assertThat(gateway.get("/seen").statusCode()).isEqualTo(status);
        }
    }

    @Test
    void oneThatRefusesOurCertificateIsNoTargetToConnectTo() {
        Harness.Setup wary = TlsSite.setup("{cert: c.pem, key: k.pem, client-ca: clients.pem}")
                .file("settings/clients.pem", CA.cert());
        try (Harness refuses = TlsSite.with(wary, "c.pem", "k.pem", CA.issue("shop.test"))
                        .start();
                Harness takes = TlsSite.showing(CA.issue("shop.test")).start();
                Harness gateway = before(
                                https(refuses) + "\", \"" + https(takes),
                                "{ca: ca.pem, sni: shop.test}, retry: {attempts: 2, on: connect}")
                        .start();
                Harness alone =
                        before(https(refuses), "{ca: ca.pem, sni: shop.test}").start()) {
            assertThat(outcome(alone.get("/seen"))).isEqualTo("502 penstock; error=tls_alert_received");
            for (int i = 0; i < 6; i++) {
                assertThat(gateway.get("/seen").statusCode()).isEqualTo(200);
            }
        }
    }

    @Test
    void oneThatIsSilentInTheHandshakeIsNotWaitedForLongerThanToConnect() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                Harness gateway = before(
                                "https://127.0.0.1:" + silent.getLocalPort(),
                                "{ca: ca.pem}, connect-timeout: 300ms, timeout: 1h")
                        .start()) {
            assertThat(outcome(gateway.get("/seen"))).isEqualTo("504 penstock; error=connection_timeout");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{cert: own.pem, key: stranger.key} | key: expected the EC key of its certificate",
                "{ca: own.key}                      | ca: expected a certificate in PEM",
                "{cert: own.key, key: own.key}      | cert: expected a certificate in PEM",
                "{key: own.key}                     | expected 'cert' and 'key' together",
                "{ca: nosuch.pem}                   | expected a file, relative to this one, found none named 'nosuch.pem'"
            })
    void filesThatAreNoGoodAreFaults(String tls, String fault) {
        try (Harness gateway = before("https://127.0.0.1:9", tls).start()) {
            assertThat(gateway.faults().toString()).contains("t.yaml:2:", fault);
        }
    }

    @Test
    void aFileThatIsRenewedCountsFromThenOnAndABrokenOneDoesNot() {
        try (Harness backend = TlsSite.showing(CA.issue("shop.test")).start();
                Harness gateway = before(https(backend), "{ca: other.pem, sni: shop.test}")
                        .start()) {
            assertThat(gateway.get("/seen").statusCode()).isEqualTo(502);
            gateway.reload("other.pem", CA.cert());
            assertThat(gateway.get("/seen").statusCode()).isEqualTo(200);
            assertThat(gateway.reload("other.pem", CA.cert().substring(0, 200)).toString())
                    .contains("copy the file whole");
            assertThat(gateway.get("/seen").statusCode()).isEqualTo(200);
        }
    }
}
